package foundry.viewer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Signs and checks the short-lived token with which api calls ai: a JWT (RFC 7519), HS256, header
 * {@code typ: internal+jwt} so that no token of another kind is ever mistaken for it (RFC 8725,
 * 3.11).
 */
public final class CallerTokens {
  /**
   * Long enough to start a call on a busy machine, short enough to make a leaked token worthless.
   */
  static final Duration LIFETIME = Duration.ofSeconds(60);

  /** Clocks of two replicas may differ by this much. */
  static final Duration SKEW = Duration.ofSeconds(5);

  /** HS256 needs a key at least as long as its hash (RFC 7518, 3.2). */
  static final int SECRET_BYTES_MIN = 32;

  private static final JOSEObjectType TYPE = new JOSEObjectType("internal+jwt");
  private static final String ISSUER = "foundry-api";
  private static final String AUDIENCE = "foundry-ai";

  private final Clock clock;
  private final MACSigner signer;
  private final MACVerifier verifier;

  /** Throws {@link IllegalArgumentException} if the secret is shorter than 32 bytes. */
  public CallerTokens(byte[] secret, Clock clock) {
    if (secret.length < SECRET_BYTES_MIN) {
      throw new IllegalArgumentException(
          "internal secret: %d bytes (expected: at least %d)"
              .formatted(secret.length, SECRET_BYTES_MIN));
    }
    this.clock = clock;
    byte[] key = Arrays.copyOf(secret, secret.length);
    try {
      this.signer = new MACSigner(key);
      this.verifier = new MACVerifier(key);
    } catch (JOSEException e) {
      throw new IllegalArgumentException("internal secret cannot sign", e);
    }
  }

  public String sign(Caller caller) {
    Instant now = clock.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .subject(caller.user().toString())
            .claim("org", caller.org().toString())
            .claim("rid", caller.requestId())
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFETIME)));
    caller.project().ifPresent(project -> claims.claim("prj", project.toString()));
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).build();
    var token = new SignedJWT(header, claims.build());
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("internal token cannot be signed", e);
    }
    return token.serialize();
  }

  /** Whom a token names, and until when it does. */
  public record Verified(Caller caller, Instant until) {}

  /** The caller the token names; empty if it is forged, expired, of another kind, or no token. */
  public Optional<Caller> verify(String text) {
    return verified(text).map(Verified::caller);
  }

  /** The same, for those who remember it. */
  public Optional<Verified> verified(String text) {
    try {
      var token = SignedJWT.parse(text);
      if (!isOurs(token) || !token.verify(verifier)) return Optional.empty();
      var claims = token.getJWTClaimsSet();
      if (!isCurrent(claims)) return Optional.empty();
      return Optional.of(
          new Verified(caller(claims), claims.getExpirationTime().toInstant().plus(SKEW)));
    } catch (ParseException | JOSEException | IllegalArgumentException | NullPointerException e) {
      return Optional.empty();
    }
  }

  private static boolean isOurs(SignedJWT token) {
    return JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm())
        && TYPE.equals(token.getHeader().getType());
  }

  private boolean isCurrent(JWTClaimsSet claims) {
    Instant now = clock.instant();
    return ISSUER.equals(claims.getIssuer())
        && List.of(AUDIENCE).equals(claims.getAudience())
        && now.isBefore(claims.getExpirationTime().toInstant().plus(SKEW))
        && now.isAfter(claims.getIssueTime().toInstant().minus(SKEW));
  }

  private static Caller caller(JWTClaimsSet claims) throws ParseException {
    return new Caller(
        OrgId.parse(claims.getStringClaim("org")),
        UserId.parse(claims.getSubject()),
        Optional.ofNullable(claims.getStringClaim("prj")).map(ProjectId::parse),
        claims.getStringClaim("rid"));
  }
}
