package foundry.local.oidc;

import static foundry.local.oidc.RunningIssuer.ORIGIN;
import static foundry.local.oidc.RunningIssuer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryTest {
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
  void discovery_names_what_is_there() throws Exception {
    var metadata = json(issuer.get("/.well-known/openid-configuration"));
    assertThat(metadata.getString("issuer")).isEqualTo(issuer.url());
    assertThat(metadata.getString("token_endpoint")).isEqualTo(issuer.url() + "/token");
    assertThat(metadata.getJsonArray("code_challenge_methods_supported")).containsExactly("S256");
  }

  @Test
  void the_private_half_of_the_key_stays_inside() throws Exception {
    assertThat(issuer.get("/jwks").body()).contains("\"n\"").doesNotContain("\"d\"");
  }

  @Test
  void browsers_may_call_from_the_web_app_and_from_nowhere_else() throws Exception {
    assertThat(allowedOrigin(ORIGIN)).isEqualTo(ORIGIN);
    assertThat(allowedOrigin("http://evil.test")).isEmpty();
  }

  private String allowedOrigin(String origin) throws Exception {
    var request = HttpRequest.newBuilder(issuer.uri("/token")).header("origin", origin);
    var response = issuer.send(request.method("OPTIONS", BodyPublishers.noBody()).build());
    return response.headers().firstValue("access-control-allow-origin").orElse("");
  }
}
