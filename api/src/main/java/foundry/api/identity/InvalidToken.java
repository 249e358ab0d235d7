package foundry.api.identity;

/** A token that does not say who is asking, and why, for the logs alone. */
final class InvalidToken extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidToken(String reason) {
    super(reason, null, false, false);
  }
}
