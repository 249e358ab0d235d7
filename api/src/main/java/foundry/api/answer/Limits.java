package foundry.api.answer;

import java.time.Duration;

/** Every bound of answering, with its reason. */
final class Limits {
  /** More passages make answers slower and dearer, not better. */
  static final int PASSAGES_MAX = 8;

  /** Two pages of text. */
  static final int TOKENS_MAX = 1_024;

  /** A slow local model writes two pages in this time. */
  static final Duration GENERATION_MAX = Duration.ofMinutes(3);

  /** Twenty changes a second look like a steady stream. */
  static final Duration WRITE_INTERVAL = Duration.ofMillis(50);

  private Limits() {}
}
