package foundry.api.graphql.errors;

/** A request, or a field of it, that cannot be answered; the message is for the caller to read. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public Refusal(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }

  public String reason() {
    return String.valueOf(getMessage());
  }
}
