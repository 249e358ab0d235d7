package foundry.ai.retrieve;

import java.util.List;

/**
 * A document as it goes into the index.
 *
 * @param version of its content, of the chunker and of the embedding model together
 * @param vectors one for each passage, in order
 */
record IndexedDocument(
    DocumentKey key, String title, String version, List<Passage> passages, List<float[]> vectors) {
  IndexedDocument {
    if (passages.size() != vectors.size()) {
      throw new IllegalArgumentException(
          "vectors: %d (expected: %d)".formatted(vectors.size(), passages.size()));
    }
  }
}
