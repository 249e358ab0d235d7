package foundry.local.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import foundry.local.data.Refusal;
import foundry.local.data.Secrets;
import java.text.ParseException;

/** The key behind every token, kept so that tokens outlive a restart. */
final class SigningKey {
  private static final String NAME = "signing-key.json";
  private static final int BITS = 2048;

  private final RSAKey key;
  private final RSASSASigner signer;
  private final RSASSAVerifier verifier;

  private SigningKey(RSAKey key) throws JOSEException {
    this.key = key;
    this.signer = new RSASSASigner(key);
    this.verifier = new RSASSAVerifier(key);
  }

  static SigningKey keptIn(Secrets secrets) {
    try {
      return new SigningKey(RSAKey.parse(secrets.kept(NAME, SigningKey::generate)));
    } catch (ParseException | JOSEException e) {
      throw new Refusal(
          "%s is no signing key.".formatted(secrets.file(NAME)),
          "Delete it: a new one is made at the next start, and everybody signs in again.",
          e);
    }
  }

  private static String generate() {
    try {
      return new RSAKeyGenerator(BITS)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .keyIDFromThumbprint(true)
          .generate()
          .toJSONString();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  SignedJWT sign(JOSEObjectType type, JWTClaimsSet claims) {
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).type(type).keyID(key.getKeyID()).build();
    var token = new SignedJWT(header, claims);
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token;
  }

  boolean verifies(SignedJWT token) {
    try {
      return token.verify(verifier);
    } catch (JOSEException e) {
      return false;
    }
  }

  /** The public half. */
  JWKSet publicKeys() {
    return new JWKSet(key.toPublicJWK());
  }
}
