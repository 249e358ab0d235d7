package foundry.api.identity;

import foundry.api.Limits;
import foundry.api.database.SignIn;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import foundry.viewer.UserId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who a request's token names. A verified token is kept until it expires or the issuer's keys
 * change, the person's registration for a minute.
 */
public final class Identities {
  private static final String BEARER = "bearer ";
  private static final Logger LOG = LoggerFactory.getLogger(Identities.class);

  private record Known(Tokens.Verified verified, UserId user, Instant registeredAt) {}

  private final Tokens tokens;
  private final SignIn signIn;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Known> known =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > Limits.TOKENS_CACHED_MAX;
        }
      };

  public Identities(URI issuer, String audience, SignIn signIn, Clock clock) {
    this.tokens = new Tokens(issuer, audience, new KeySet(issuer, clock), clock);
    this.signIn = signIn;
    this.clock = clock;
  }

  /**
   * The person whom the token names. May block. Throws a refusal if the header names nobody.
   *
   * @param authorization the request's header, {@code Bearer ...}
   */
  public Session session(@Nullable String authorization, String requestId) {
    if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, 7)) {
      throw unauthenticated("Sign in first: the request carries no bearer token.");
    }
    var person = person(authorization.substring(7).strip(), requestId);
    return new Session(person.user(), person.verified().expiresAt());
  }

  /** How long the session lasts yet; nothing or less if it is over. */
  public Duration left(Session session) {
    return Duration.between(clock.instant(), session.expiresAt());
  }

  private Known person(String token, String requestId) {
    try {
      var found = cached(token, null);
      if (found != null && tokens.isStillGood(found.verified())) {
        if (!isStale(found)) return found;
        return keep(token, found.verified(), requestId);
      }
      return keep(token, tokens.verify(token), requestId);
    } catch (InvalidToken e) {
      LOG.info("{} refused a token: {}", requestId, e.getMessage());
      throw unauthenticated("Sign in again: the token is not, or no longer, good.");
    } catch (IssuerUnavailable e) {
      throw new Refusal(ErrorCode.UNAVAILABLE, "The sign-in service cannot be reached right now.");
    }
  }

  private boolean isStale(Known found) {
    return clock.instant().isAfter(found.registeredAt().plus(Limits.REGISTRATION_CACHED));
  }

  private Known keep(String token, Tokens.Verified verified, String requestId) {
    var fresh =
        new Known(verified, signIn.register(verified.identity(), requestId), clock.instant());
    cached(token, fresh);
    return fresh;
  }

  private @Nullable Known cached(String token, @Nullable Known fresh) {
    lock.lock();
    try {
      return fresh == null ? known.get(token) : known.put(token, fresh);
    } finally {
      lock.unlock();
    }
  }

  private static Refusal unauthenticated(String message) {
    return new Refusal(ErrorCode.UNAUTHENTICATED, message);
  }
}
