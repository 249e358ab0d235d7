package foundry.local.oidc;

import com.nimbusds.oauth2.sdk.Scope;
import foundry.local.data.Secrets;
import java.time.Clock;

/** Tokens of a running issuer, written with the key it keeps in its data folder. */
public final class TestTokens {
  private TestTokens() {}

  public static String access(Secrets secrets, int port, Persona persona) {
    return new Tokens(
            "http://127.0.0.1:" + port,
            Issuer.AUDIENCE,
            Issuer.CLIENT_ID,
            SigningKey.keptIn(secrets),
            Clock.systemUTC())
        .access(persona, new Scope("openid"))
        .serialize();
  }
}
