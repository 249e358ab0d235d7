package foundry.local.oidc;

import static foundry.local.oidc.RunningIssuer.form;
import static foundry.local.oidc.RunningIssuer.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInPageTest {
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
  void the_page_runs_no_script_and_cannot_be_framed() throws Exception {
    var page = issuer.get("/authorize?" + form(request()));
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'");
    assertThat(page.body()).doesNotContain("<script");
  }

  @Test
  void what_the_request_says_cannot_break_out_of_the_page() throws Exception {
    var request = request();
    request.put("state", "\"><script>alert(1)</script>");
    var raw = form(request).replace("%3C", "<").replace("%3E", ">");
    assertThat(issuer.get("/authorize?" + raw.replace("<", "%3C").replace(">", "%3E")).body())
        .doesNotContain("<script");
  }
}
