package foundry.ai.http;

/** A call cannot be served, for a reason its sender may read. Thrown at the edge only. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public Refused(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public static Refused invalid(String message) {
    return new Refused(ErrorCode.INVALID_INPUT, message);
  }

  public ErrorCode code() {
    return code;
  }

  /** Never null, unlike {@link #getMessage()} of exceptions in general. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
