package foundry.api.graphql.live;

import foundry.api.Limits;
import foundry.api.identity.Identities;
import foundry.api.identity.Session;
import foundry.viewer.UserId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a stream was opened with: good until the token expires, and looked at again every {@link
 * Limits#STREAM_CHECK_INTERVAL}, since the issuer's keys may change before.
 */
final class Pass {
  private final Identities identities;
  private final @Nullable String authorization;
  private final String requestId;
  private Session session;
  private long checkedNanos = System.nanoTime();

  Pass(Identities identities, @Nullable String authorization, Session session, String requestId) {
    this.identities = identities;
    this.authorization = authorization;
    this.requestId = requestId;
    this.session = session;
  }

  UserId person() {
    return session.user();
  }

  /** How long it is good yet; nothing or less if it is no more. */
  Duration left() {
    return identities.left(session);
  }

  /** How long there is nothing to look at. */
  Duration untilLook() {
    var most = Limits.STREAM_CHECK_INTERVAL;
    return left().compareTo(most) < 0 ? left() : most;
  }

  /** True if it was looked at just now. Throws a refusal if it is not, or no longer, good. */
  boolean look() {
    var since = Duration.ofNanos(System.nanoTime() - checkedNanos);
    if (since.compareTo(Limits.STREAM_CHECK_INTERVAL.minusMillis(100)) < 0) return false;
    session = identities.session(authorization, requestId);
    checkedNanos = System.nanoTime();
    return true;
  }
}
