package foundry.api.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import foundry.api.Limits;
import foundry.api.database.SignIn.Identity;
import foundry.api.graphql.Text;
import foundry.api.viewer.Email;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks access tokens: a JWT (RFC 7519) by our issuer, for us, of this time, signed by one of the
 * issuer's keys with an asymmetric algorithm. The list of algorithms is ours, not the token's (RFC
 * 8725, 3.1).
 */
final class Tokens {
  /** What a good token says, and until when. */
  record Verified(Identity identity, Instant expiresAt, long keysVersion) {}

  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

  /** Plain, RFC 9068, or unsaid; never the kind that our own services use among themselves. */
  private static final Set<JOSEObjectType> TYPES =
      Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));

  private static final int NAME_CHARACTERS_MAX = 200;

  private final URI issuer;
  private final String audience;
  private final KeySet keys;
  private final Clock clock;

  Tokens(URI issuer, String audience, KeySet keys, Clock clock) {
    this.issuer = issuer;
    this.audience = audience;
    this.keys = keys;
    this.clock = clock;
  }

  Verified verify(String text) throws InvalidToken {
    if (text.length() > Limits.TOKEN_BYTES_MAX) throw new InvalidToken("too long");
    try {
      var token = SignedJWT.parse(text);
      long version = keys.current().version();
      checkSignature(token);
      var claims = token.getJWTClaimsSet();
      return new Verified(identity(claims), checkTimes(claims), version);
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      throw new InvalidToken(e.toString());
    }
  }

  private void checkSignature(SignedJWT token) throws InvalidToken, JOSEException {
    var header = token.getHeader();
    if (!ALGORITHMS.contains(header.getAlgorithm())) throw new InvalidToken("its algorithm");
    if (header.getType() != null && !TYPES.contains(header.getType())) {
      throw new InvalidToken("its type");
    }
    for (var key : keys.find(header.getKeyID())) {
      var verifier = verifier(key, header.getAlgorithm());
      if (verifier.isPresent() && token.verify(verifier.get())) return;
    }
    throw new InvalidToken("its signature");
  }

  private static Optional<JWSVerifier> verifier(JWK key, JWSAlgorithm algorithm)
      throws JOSEException {
    boolean signs = key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse());
    boolean fits = key.getAlgorithm() == null || algorithm.equals(key.getAlgorithm());
    if (!signs || !fits) return Optional.empty();
    if (key instanceof RSAKey rsa && !JWSAlgorithm.ES256.equals(algorithm)) {
      return Optional.of(new RSASSAVerifier(rsa));
    }
    if (key instanceof ECKey ec && JWSAlgorithm.ES256.equals(algorithm)) {
      return Optional.of(new ECDSAVerifier(ec));
    }
    return Optional.empty();
  }

  private Instant checkTimes(JWTClaimsSet claims) throws InvalidToken {
    var now = clock.instant();
    if (claims.getExpirationTime() == null) throw new InvalidToken("no end");
    var end = claims.getExpirationTime().toInstant().plus(Limits.CLOCK_SKEW);
    if (!now.isBefore(end)) throw new InvalidToken("expired");
    var start = claims.getNotBeforeTime();
    if (start != null && now.isBefore(start.toInstant().minus(Limits.CLOCK_SKEW))) {
      throw new InvalidToken("not yet good");
    }
    return end;
  }

  private Identity identity(JWTClaimsSet claims) throws InvalidToken, ParseException {
    if (!issuer.toString().equals(claims.getIssuer())) throw new InvalidToken("its issuer");
    if (!claims.getAudience().contains(audience)) throw new InvalidToken("its audience");
    var subject = claims.getSubject();
    if (subject == null || subject.isBlank()) throw new InvalidToken("no subject");
    var email = tidy(claims.getStringClaim("email"));
    var name =
        tidy(claims.getStringClaim("name"))
            .or(() -> tidy(text(claims, "preferred_username")))
            .or(() -> email)
            .orElse(subject);
    var vouched = email.filter(e -> vouches(claims)).flatMap(Email::parse);
    return new Identity(issuer.toString(), subject, cut(name), email.orElse(null), vouched);
  }

  /** OpenID Connect Core 1.0, 5.1; some issuers write the word as a text. */
  private static boolean vouches(JWTClaimsSet claims) {
    return "true".equals(String.valueOf(claims.getClaim("email_verified")));
  }

  private static @Nullable String text(JWTClaimsSet claims, String name) {
    return claims.getClaim(name) instanceof String text ? text : null;
  }

  private static Optional<String> tidy(@Nullable String text) {
    return Optional.ofNullable(text).map(Text::tidied).filter(Text::isSeen);
  }

  private static String cut(String name) {
    if (name.codePointCount(0, name.length()) <= NAME_CHARACTERS_MAX) return name;
    return name.substring(0, name.offsetByCodePoints(0, NAME_CHARACTERS_MAX));
  }

  /** True as long as nothing has changed that the token was judged by. */
  boolean isStillGood(Verified verified) {
    return clock.instant().isBefore(verified.expiresAt())
        && verified.keysVersion() == keys.current().version();
  }
}
