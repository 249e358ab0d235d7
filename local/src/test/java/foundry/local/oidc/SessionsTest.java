package foundry.local.oidc;

import static foundry.local.oidc.RunningIssuer.VERIFIER;
import static foundry.local.oidc.RunningIssuer.code;
import static foundry.local.oidc.RunningIssuer.cookie;
import static foundry.local.oidc.RunningIssuer.form;
import static foundry.local.oidc.RunningIssuer.json;
import static foundry.local.oidc.RunningIssuer.location;
import static foundry.local.oidc.RunningIssuer.parameter;
import static foundry.local.oidc.RunningIssuer.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {
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
  void silent_sign_in_needs_a_session() throws Exception {
    var silent = request();
    silent.put("prompt", "none");
    issuer.assertErrorRedirect(silent, "login_required");
    String cookie = cookie(issuer.signIn(Persona.ADA));
    assertThat(parameter(location(issuer.get("/authorize?" + form(silent), cookie)), "code"))
        .isNotEmpty();
  }

  @Test
  void a_session_outlives_a_restart_and_so_do_tokens() throws Exception {
    var signedIn = issuer.signIn(Persona.ADA);
    String access = json(issuer.exchange(code(signedIn), VERIFIER)).getString("access_token");
    issuer.restart();
    var silent = request();
    silent.put("prompt", "none");
    String again = code(issuer.get("/authorize?" + form(silent), cookie(signedIn)));
    assertThat(issuer.exchange(again, VERIFIER).statusCode()).isEqualTo(200);
    assertThat(issuer.userInfo(access).statusCode()).isEqualTo(200);
  }

  @Test
  void a_forged_or_foreign_cookie_signs_nobody_in() throws Exception {
    var silent = request();
    silent.put("prompt", "none");
    String real = cookie(issuer.signIn(Persona.ADA));
    for (var cookie : List.of(real + "x", real.substring(0, real.indexOf('=') + 1) + "x")) {
      assertThat(location(issuer.get("/authorize?" + form(silent), cookie)))
          .contains("login_required");
    }
  }

  @Test
  void the_cookie_is_kept_from_scripts_and_other_sites() throws Exception {
    assertThat(issuer.signIn(Persona.ADA).headers().firstValue("set-cookie").orElseThrow())
        .contains("HTTPOnly", "SameSite=Lax", "Path=/");
  }
}
