package foundry.local.oidc;

import static foundry.local.oidc.RunningIssuer.ORIGIN;
import static foundry.local.oidc.RunningIssuer.encode;
import static foundry.local.oidc.RunningIssuer.location;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndSessionTest {
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
  void signing_out_ends_the_session_and_returns_to_the_app_only() throws Exception {
    var known = issuer.get("/end_session?state=x&post_logout_redirect_uri=" + encode(ORIGIN + "/"));
    assertThat(location(known)).isEqualTo(ORIGIN + "/?state=x");
    assertThat(known.headers().firstValue("set-cookie").orElseThrow()).contains("Max-Age=0");
    var foreign =
        issuer.get("/end_session?post_logout_redirect_uri=" + encode("http://evil.test/"));
    assertThat(foreign.statusCode()).isEqualTo(400);
  }
}
