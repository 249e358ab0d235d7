package foundry.ai.token;

/** Counts the tokens of texts. Safe to share. */
public interface Tokenizer {
  /** As its makers call it, or the one it is estimated from. */
  String name();

  /** Whether {@link #count} is what the model counts. */
  boolean exact();

  /**
   * May load tables at its first call and takes up to a second for a megabyte: never call it on an
   * event loop.
   */
  int count(String text);

  /** What {@link #count} is at least on the model's side; the same where it is exact. */
  default int atLeast(int count) {
    return count;
  }

  /** Near {@link #count}, and quick whatever the text: for an event loop. */
  int quick(String text);
}
