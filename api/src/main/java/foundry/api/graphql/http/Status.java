package foundry.api.graphql.http;

import foundry.api.graphql.errors.ErrorCode;

/**
 * The status of a reply (GraphQL over HTTP, September 2026, 6.4). docs/graphql.md lists them all.
 *
 * <p>Two recommendations of that edition are not followed as long as the official audits
 * (graphql-http 1.23) hold servers to its drafts. A document that fails validation, variables that
 * do not fit and a body that is JSON but no request are answered with 400; the edition says 422.
 * And to a client that takes {@code application/json} only, an error of the request is answered
 * with 200 in that type; the edition says the status and type of everybody else. What the audits do
 * not look at has the edition's status.
 */
final class Status {
  /** Data and errors. Not registered with IANA, so it needs a phrase of our own. */
  static final int PARTIAL_SUCCESS = 294;

  /** The request is read and understood, and it cannot be run. */
  static final int UNPROCESSABLE = 422;

  private Status() {}

  /** Of a response that holds data, be it null. */
  static int ofData(MediaType type, boolean hasErrors) {
    return hasErrors && type == MediaType.GRAPHQL ? PARTIAL_SUCCESS : 200;
  }

  /**
   * Of a well-formed request that is refused for what it asks. Clients of the older media type
   * expect 200 for every reply that GraphQL made; what stops a request before that has its status
   * all the same.
   */
  static int ofRequestError(MediaType type, ErrorCode code) {
    return switch (code) {
      case UNAUTHENTICATED, TOO_MANY_STREAMS, RATE_LIMITED, UNAVAILABLE, TIMEOUT, INTERNAL ->
          code.status();
      case FORBIDDEN,
          NOT_FOUND,
          INVALID_INPUT,
          INVALID_PAGINATION,
          LIMIT_EXCEEDED,
          UNKNOWN_DOCUMENT ->
          ofRequestError(type, code.status());
    };
  }

  static int ofRequestError(MediaType type, int status) {
    return type == MediaType.JSON ? 200 : status;
  }
}
