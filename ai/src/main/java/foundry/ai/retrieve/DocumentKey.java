package foundry.ai.retrieve;

import java.util.UUID;

/** One document of one collection, within an organization. */
record DocumentKey(UUID collection, UUID document) {
  String value() {
    return collection + "/" + document;
  }
}
