package foundry.local.oidc;

import static foundry.local.oidc.RunningIssuer.VERIFIER;
import static foundry.local.oidc.RunningIssuer.code;
import static foundry.local.oidc.RunningIssuer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserInfoTest {
  @TempDir Path folder;
  private RunningIssuer issuer;

  @BeforeEach
  void start() {
    issuer = new RunningIssuer(folder);
  }

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void user_info_answers_the_bearer_of_a_token_of_ours_only() throws Exception {
    var tokens = json(issuer.exchange(code(issuer.signIn(Persona.MARY)), VERIFIER));
    String access = tokens.getString("access_token");
    assertThat(json(issuer.userInfo(access)).getString("email")).isEqualTo("mary@globex.test");
    var unsigned = new PlainJWT(SignedJWT.parse(access).getJWTClaimsSet()).serialize();
    assertThat(issuer.userInfo(unsigned).statusCode()).isEqualTo(401);
    assertThat(issuer.userInfo(tokens.getString("id_token")).statusCode()).isEqualTo(401);
    issuer.clock().advance(Tokens.LIFETIME);
    assertThat(issuer.userInfo(access).statusCode()).isEqualTo(401);
  }
}
