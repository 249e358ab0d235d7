package foundry.local.oidc;

import static foundry.local.oidc.RunningIssuer.ORIGIN;
import static foundry.local.oidc.RunningIssuer.cookie;
import static foundry.local.oidc.RunningIssuer.form;
import static foundry.local.oidc.RunningIssuer.location;
import static foundry.local.oidc.RunningIssuer.parameter;
import static foundry.local.oidc.RunningIssuer.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asks for a code, and who gets one. */
class AuthorizeTest {
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
  void the_answer_carries_the_state_and_the_issuer() throws Exception {
    var location = location(issuer.signIn(Persona.ADA));
    assertThat(location).startsWith(ORIGIN + "/signed-in?");
    assertThat(parameter(location, "state")).isEqualTo("s-1");
    assertThat(parameter(location, "iss")).isEqualTo(issuer.url());
  }

  @Test
  void a_foreign_redirect_address_gets_a_page_and_no_redirect() throws Exception {
    for (var foreign :
        List.of(
            "http://evil.test/signed-in",
            ORIGIN + "/signed-in/",
            ORIGIN + "/signed-in?x=1",
            ORIGIN + "/elsewhere",
            "http://127.0.0.1:8081/signed-in")) {
      var request = request();
      request.put("redirect_uri", foreign);
      assertPageWithoutRedirect(issuer.get("/authorize?" + form(request)));
      request.put("response_type", "token");
      assertPageWithoutRedirect(issuer.get("/authorize?" + form(request)));
    }
  }

  @Test
  void an_unknown_client_gets_a_page_and_no_redirect() throws Exception {
    var request = request();
    request.put("client_id", "somebody");
    assertPageWithoutRedirect(issuer.get("/authorize?" + form(request)));
  }

  @Test
  void plain_or_missing_pkce_is_refused() throws Exception {
    var plain = request();
    plain.put("code_challenge_method", "plain");
    issuer.assertErrorRedirect(plain, "invalid_request");
    var missing = request();
    missing.remove("code_challenge");
    missing.remove("code_challenge_method");
    issuer.assertErrorRedirect(missing, "invalid_request");
  }

  @Test
  void only_the_code_flow_is_there() throws Exception {
    var implicit = request();
    implicit.put("response_type", "id_token");
    issuer.assertErrorRedirect(implicit, "unsupported_response_type");
    var fragment = request();
    fragment.put("response_mode", "fragment");
    issuer.assertErrorRedirect(fragment, "invalid_request");
  }

  @Test
  void asking_to_sign_in_again_shows_the_personas_despite_a_session() throws Exception {
    var again = request();
    again.put("prompt", "login");
    var page = issuer.get("/authorize?" + form(again), cookie(issuer.signIn(Persona.ADA)));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Ada Lovelace", "Grace Hopper", "Mary Shelley");
  }

  @Test
  void another_site_cannot_press_a_card() throws Exception {
    var response =
        issuer.send(
            HttpRequest.newBuilder(issuer.uri("/authorize?" + form(request())))
                .header("origin", "http://evil.test")
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("persona=ada-lovelace"))
                .build());
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("set-cookie")).isEmpty();
  }

  private static void assertPageWithoutRedirect(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("location")).isEmpty();
    assertThat(response.body()).contains("is not known here");
  }
}
