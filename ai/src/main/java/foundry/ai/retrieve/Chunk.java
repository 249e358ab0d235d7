package foundry.ai.retrieve;

/** A piece of one text: UTF-16 offsets, end exclusive. */
record Chunk(int start, int end) {
  Chunk {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException(
          "chunk: %d..%d (expected: not empty)".formatted(start, end));
    }
  }

  String of(String text) {
    return text.substring(start, end);
  }
}
