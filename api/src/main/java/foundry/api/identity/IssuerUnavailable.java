package foundry.api.identity;

/** The issuer's keys were never read, so no token can be judged. */
final class IssuerUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IssuerUnavailable(Throwable cause) {
    super("the sign-in service cannot be reached", cause);
  }
}
