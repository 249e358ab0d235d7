package foundry.api.graphql.limits;

/**
 * Whether a request may go on, and what its caller is told of how much is left (RateLimit header
 * fields for HTTP, draft 11 of the IETF).
 *
 * @param retrySeconds when to come again; 0 if the request is admitted
 * @param limits the {@code ratelimit} header; empty if nothing limits the caller
 */
public record Admission(long retrySeconds, String limits) {
  static final Admission UNLIMITED = new Admission(0, "");

  public boolean isAdmitted() {
    return retrySeconds == 0;
  }
}
