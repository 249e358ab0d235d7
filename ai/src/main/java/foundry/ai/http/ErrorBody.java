package foundry.ai.http;

/** The body of every failed call. */
public record ErrorBody(Content error) {
  public record Content(ErrorCode code, String message, String requestId) {}

  public static ErrorBody of(ErrorCode code, String message, String requestId) {
    return new ErrorBody(new Content(code, message, requestId));
  }
}
