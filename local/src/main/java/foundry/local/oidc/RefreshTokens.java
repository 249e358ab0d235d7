package foundry.local.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.Scope;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Tokens that renew a sign-in without a browser window; given where {@code offline_access} was
 * asked for. Each works once. What was used is remembered until the next restart.
 */
final class RefreshTokens {
  static final Duration LIFETIME = Duration.ofDays(30);
  private static final int SPENT_MAX = 100_000;

  /** What a refresh token stands for. */
  record Renewal(Session session, Scope scope) {}

  private final SealedClaims sealed;
  private final Clock clock;
  private final Set<String> spent =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > SPENT_MAX;
            }
          });

  RefreshTokens(String secret, Clock clock) {
    this.sealed = new SealedClaims("refresh+jwt", secret, clock);
    this.clock = clock;
  }

  String issue(Session session, Scope scope) {
    Instant now = clock.instant();
    return sealed.seal(
        new JWTClaimsSet.Builder()
            .subject(session.persona().subject())
            .jwtID(UUID.randomUUID().toString())
            .claim("scope", scope.toString())
            .claim("auth_time", session.since().getEpochSecond())
            .expirationTime(Date.from(now.plus(LIFETIME)))
            .build());
  }

  /** What the token stands for, once. */
  synchronized Optional<Renewal> redeem(String token) {
    return sealed.open(token).filter(claims -> spent.add(claims.getJWTID())).flatMap(this::renewal);
  }

  private Optional<Renewal> renewal(JWTClaimsSet claims) {
    try {
      Instant since = Instant.ofEpochSecond(claims.getLongClaim("auth_time"));
      Scope scope = Scope.parse(claims.getStringClaim("scope"));
      return Persona.of(claims.getSubject()).map(p -> new Renewal(new Session(p, since), scope));
    } catch (ParseException e) {
      return Optional.empty();
    }
  }
}
