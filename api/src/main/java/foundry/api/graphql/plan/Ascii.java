package foundry.api.graphql.plan;

import java.nio.charset.StandardCharsets;

/** A piece of JSON that is always the same, encoded once. */
final class Ascii {
  private final byte[] bytes;

  private Ascii(String text) {
    this.bytes = text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The name of a member, with the colon after it. */
  static Ascii key(String name) {
    return new Ascii('"' + name + "\":");
  }

  static Ascii string(String name) {
    return new Ascii('"' + name + '"');
  }

  byte[] bytes() {
    return bytes;
  }
}
