package foundry.local.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/**
 * Keeps people signed in at the issuer by a sealed cookie, across restarts. The cookie's name holds
 * the port, since cookies do not: two issuers on one machine must not sign each other out.
 */
final class Sessions {
  static final Duration LIFETIME = Duration.ofDays(30);

  private final String name;
  private final SealedClaims sealed;
  private final Clock clock;

  Sessions(int port, String secret, Clock clock) {
    this.name = "foundry_session_" + port;
    this.sealed = new SealedClaims("session+jwt", secret, clock);
    this.clock = clock;
  }

  /** Signs the persona in on this browser, from now. */
  Session begin(RoutingContext context, Persona persona) {
    Instant now = Instant.ofEpochSecond(clock.instant().getEpochSecond());
    var claims =
        new JWTClaimsSet.Builder()
            .subject(persona.subject())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFETIME)))
            .build();
    context.response().addCookie(cookie(sealed.seal(claims)).setMaxAge(LIFETIME.toSeconds()));
    return new Session(persona, now);
  }

  Optional<Session> of(RoutingContext context) {
    var cookie = context.request().getCookie(name);
    if (cookie == null) return Optional.empty();
    return sealed.open(cookie.getValue()).flatMap(Sessions::session);
  }

  private static Optional<Session> session(JWTClaimsSet claims) {
    return Persona.of(claims.getSubject())
        .map(persona -> new Session(persona, claims.getIssueTime().toInstant()));
  }

  void end(RoutingContext context) {
    context.response().addCookie(cookie("").setMaxAge(0));
  }

  private Cookie cookie(String value) {
    return Cookie.cookie(name, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.LAX);
  }
}
