package foundry.api.graphql.errors;

/** What kind of failure an error is; {@code extensions.code} of every GraphQL error. */
public enum ErrorCode {
  /** No token, or none that is good. */
  UNAUTHENTICATED(401),
  /** The role does not allow it. */
  FORBIDDEN(403),
  /** No such thing, or not for the viewer. */
  NOT_FOUND(404),
  /** The request is malformed or does not fit the schema. */
  INVALID_INPUT(400),
  /** Page arguments that contradict each other or a cursor of another list. */
  INVALID_PAGINATION(422),
  /** Too much at once. */
  LIMIT_EXCEEDED(422),
  /** Too many requests lately; the reply says when to come again. */
  RATE_LIMITED(429),
  /** More open streams than one person may have; try again later. */
  TOO_MANY_STREAMS(429),
  /** The document is not registered. */
  UNKNOWN_DOCUMENT(400),
  /** A part that is needed cannot be reached; try again. */
  UNAVAILABLE(503),
  /** What was asked took longer than it may; ask for less at once. */
  TIMEOUT(504),
  /** Our fault; the request id finds it in the logs. */
  INTERNAL(500);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  /** The HTTP status where the whole request fails with this code. */
  public int status() {
    return status;
  }
}
