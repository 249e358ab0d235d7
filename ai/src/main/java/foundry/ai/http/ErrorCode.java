package foundry.ai.http;

/** Every way in which a call may fail, as clients see it. */
public enum ErrorCode {
  INVALID_INPUT(400),
  UNAUTHENTICATED(401),
  FORBIDDEN(403),
  NOT_FOUND(404),
  UNKNOWN_MODEL(404),
  METHOD_NOT_ALLOWED(405),
  /** The request itself did not arrive in time. */
  TOO_SLOW(408),
  TOO_LARGE(413),
  RATE_LIMITED(429),
  INTERNAL(500),
  UPSTREAM_FAILED(502),
  /** The model's answer does not have the shape that was asked for. */
  INVALID_OUTPUT(502),
  UNAVAILABLE(503),
  UPSTREAM_TIMEOUT(504);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }
}
