package foundry.local.data;

/**
 * A failure that was foreseen. Its message is all that people get to see: what happened and why on
 * the first lines, what to do about it on the last.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Refusal(String what, String next) {
    super(what + "\n" + next);
  }

  public Refusal(String what, String next, Throwable cause) {
    super(what + "\n" + next, cause);
  }
}
