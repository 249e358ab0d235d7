package foundry.local.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.util.Optional;

/**
 * Claims that only this issuer can write and read back: what its cookie and its refresh tokens are
 * made of. Each kind is sealed with a type of its own, so that one is never taken for the other.
 */
final class SealedClaims {
  private final JOSEObjectType type;
  private final Clock clock;
  private final MACSigner signer;
  private final MACVerifier verifier;

  SealedClaims(String kind, String secret, Clock clock) {
    this.type = new JOSEObjectType(kind);
    this.clock = clock;
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    try {
      this.signer = new MACSigner(key);
      this.verifier = new MACVerifier(key);
    } catch (JOSEException e) {
      throw new IllegalArgumentException("the sessions secret cannot sign", e);
    }
  }

  String seal(JWTClaimsSet claims) {
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(type).build();
    var token = new SignedJWT(header, claims);
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  /** The claims; empty if they are forged, expired or of another kind. */
  Optional<JWTClaimsSet> open(String text) {
    try {
      var token = SignedJWT.parse(text);
      if (!type.equals(token.getHeader().getType()) || !token.verify(verifier)) {
        return Optional.empty();
      }
      var claims = token.getJWTClaimsSet();
      boolean current = clock.instant().isBefore(claims.getExpirationTime().toInstant());
      return current ? Optional.of(claims) : Optional.empty();
    } catch (ParseException | JOSEException | NullPointerException e) {
      return Optional.empty();
    }
  }
}
