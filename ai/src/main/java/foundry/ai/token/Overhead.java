package foundry.ai.token;

import foundry.ai.provider.Part;

/**
 * What a prompt costs beside its texts, by each vendor's published rules; where there are none,
 * what is usual, rounded up.
 *
 * @param perMessage the role and the borders of a message
 * @param perPrompt the opening of the answer
 * @param perToolList the instructions that come with the first tool
 */
record Overhead(int perMessage, int perPrompt, int perToolList, int imageMost) {
  /** Names and borders of a tool, a call of it, or its result. */
  static final int PER_TOOL = 12;

  static Overhead of(Family family) {
    return switch (family) {
      case GPT, GPT_4 -> new Overhead(4, 3, 12, 1445);
      case CLAUDE -> new Overhead(5, 5, 346, 1600);
      case CLAUDE_4_7 -> new Overhead(5, 5, 500, 4784);
      case GEMINI -> new Overhead(4, 2, 50, 1548);
      case LLAMA, MISTRAL, COHERE, OTHER -> new Overhead(6, 6, 300, 1600);
      case BGE -> new Overhead(0, 2, 0, 0);
    };
  }

  /** Of an image nobody can measure: what the largest costs. */
  int image(Family family, Part.Source source) {
    return ImageSize.of(source).map(size -> image(family, size)).orElse(imageMost);
  }

  private int image(Family family, ImageSize size) {
    return switch (family) {
      case GPT, GPT_4 -> 85 + 170 * size.within(2048, 768).tiles(512);
      case GEMINI -> size.width() <= 384 && size.height() <= 384 ? 258 : 258 * tiles(size);
      case CLAUDE, LLAMA, MISTRAL, COHERE, OTHER -> area(size.within(1568, 1568));
      case CLAUDE_4_7 -> area(size.within(2576, 2576));
      case BGE -> 0;
    };
  }

  private static int tiles(ImageSize size) {
    return size.within(3072, 3072).tiles(768);
  }

  private int area(ImageSize size) {
    return Math.min(imageMost, size.width() * size.height() / 750 + 1);
  }
}
