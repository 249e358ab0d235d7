package foundry.local.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes tokens: for the API an access token (RFC 9068, {@code typ: at+jwt}), for the client an ID
 * token.
 */
final class Tokens {
  static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

  private final String issuer;
  private final String audience;
  private final String clientId;
  private final SigningKey key;
  private final Clock clock;

  Tokens(String issuer, String audience, String clientId, SigningKey key, Clock clock) {
    this.issuer = issuer;
    this.audience = audience;
    this.clientId = clientId;
    this.key = key;
    this.clock = clock;
  }

  SignedJWT access(Persona persona, Scope scope) {
    return key.sign(
        ACCESS_TOKEN,
        about(persona)
            .audience(audience)
            .jwtID(UUID.randomUUID().toString())
            .claim("client_id", clientId)
            .claim("scope", scope.toString())
            .build());
  }

  SignedJWT id(Session session, @Nullable Nonce nonce) {
    var claims =
        about(session.persona())
            .audience(clientId)
            .claim("auth_time", session.since().getEpochSecond());
    if (nonce != null) claims.claim("nonce", nonce.getValue());
    return key.sign(JOSEObjectType.JWT, claims.build());
  }

  private JWTClaimsSet.Builder about(Persona persona) {
    Instant now = clock.instant();
    return new JWTClaimsSet.Builder()
        .issuer(issuer)
        .subject(persona.subject())
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(LIFETIME)))
        .claim("name", persona.name())
        .claim("email", persona.email())
        .claim("email_verified", true);
  }

  /** Whom an access token of ours names; empty if it is forged, expired or of another kind. */
  Optional<Persona> verify(String accessToken) {
    try {
      var token = SignedJWT.parse(accessToken);
      if (!ACCESS_TOKEN.equals(token.getHeader().getType()) || !key.verifies(token)) {
        return Optional.empty();
      }
      var claims = token.getJWTClaimsSet();
      boolean current = clock.instant().isBefore(claims.getExpirationTime().toInstant());
      return current ? Persona.of(claims.getSubject()) : Optional.empty();
    } catch (ParseException e) {
      return Optional.empty();
    }
  }
}
