package foundry.local.oidc;

import static foundry.local.oidc.RunningIssuer.ORIGIN;
import static foundry.local.oidc.RunningIssuer.VERIFIER;
import static foundry.local.oidc.RunningIssuer.assertRefused;
import static foundry.local.oidc.RunningIssuer.code;
import static foundry.local.oidc.RunningIssuer.cookie;
import static foundry.local.oidc.RunningIssuer.exchangeForm;
import static foundry.local.oidc.RunningIssuer.json;
import static foundry.local.oidc.RunningIssuer.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How codes and refresh tokens become tokens. */
class TokenExchangeTest {
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
  void a_persona_signs_in_by_code_and_verifier() throws Exception {
    var tokens = json(issuer.exchange(code(issuer.signIn(Persona.ADA)), VERIFIER));
    var access = SignedJWT.parse(tokens.getString("access_token"));
    assertThat(access.verify(issuer.publicKey())).isTrue();
    assertThat(access.getHeader().getType().getType()).isEqualTo("at+jwt");
    var claims = access.getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo(issuer.url());
    assertThat(claims.getAudience()).containsExactly("foundry-api");
    assertThat(claims.getSubject()).isEqualTo("ada-lovelace");
    assertThat(claims.getStringClaim("email")).isEqualTo("ada@acme.test");
    assertThat(claims.getStringClaim("client_id")).isEqualTo("foundry-web");
    assertThat(claims.getStringClaim("scope")).isEqualTo("openid profile email");
    assertThat(claims.getExpirationTime().toInstant())
        .isEqualTo(issuer.clock().instant().plus(Duration.ofMinutes(10)));
    assertThat(tokens.getString("refresh_token")).isNull();
  }

  @Test
  void the_id_token_is_for_the_client_and_carries_the_nonce() throws Exception {
    var tokens = json(issuer.exchange(code(issuer.signIn(Persona.GRACE)), VERIFIER));
    var id = SignedJWT.parse(tokens.getString("id_token"));
    assertThat(id.verify(issuer.publicKey())).isTrue();
    assertThat(id.getJWTClaimsSet().getAudience()).containsExactly("foundry-web");
    assertThat(id.getJWTClaimsSet().getStringClaim("nonce")).isEqualTo("n-1");
    assertThat(id.getJWTClaimsSet().getStringClaim("name")).isEqualTo("Grace Hopper");
  }

  @Test
  void a_wrong_verifier_is_refused_and_uses_the_code_up() throws Exception {
    String code = code(issuer.signIn(Persona.ADA));
    assertRefused(issuer.exchange(code, new CodeVerifier()), "invalid_grant");
    assertRefused(issuer.exchange(code, VERIFIER), "invalid_grant");
  }

  @Test
  void a_code_works_once() throws Exception {
    String code = code(issuer.signIn(Persona.ADA));
    assertThat(issuer.exchange(code, VERIFIER).statusCode()).isEqualTo(200);
    assertRefused(issuer.exchange(code, VERIFIER), "invalid_grant");
  }

  @Test
  void a_code_is_worth_nothing_after_a_minute() throws Exception {
    String code = code(issuer.signIn(Persona.ADA));
    issuer.clock().advance(Codes.LIFETIME);
    assertRefused(issuer.exchange(code, VERIFIER), "invalid_grant");
  }

  @Test
  void a_code_is_bound_to_its_redirect_address() throws Exception {
    var form = exchangeForm(code(issuer.signIn(Persona.ADA)), VERIFIER);
    form.put("redirect_uri", ORIGIN + "/silent");
    assertRefused(issuer.post("/token", form), "invalid_grant");
  }

  @Test
  void another_client_cannot_exchange_the_code() throws Exception {
    var form = exchangeForm(code(issuer.signIn(Persona.ADA)), VERIFIER);
    form.put("client_id", "somebody");
    var response = issuer.post("/token", form);
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(json(response).getString("error")).isEqualTo("invalid_client");
  }

  @Test
  void a_refresh_token_is_given_on_request_and_works_once() throws Exception {
    var request = request();
    request.put("scope", "openid offline_access");
    var first = json(issuer.exchange(code(issuer.signIn(Persona.ADA, request)), VERIFIER));
    var renewed = issuer.refresh(first.getString("refresh_token"));
    assertThat(renewed.statusCode()).isEqualTo(200);
    assertThat(SignedJWT.parse(json(renewed).getString("access_token")).getJWTClaimsSet())
        .returns("ada-lovelace", JWTClaimsSet::getSubject);
    assertRefused(issuer.refresh(first.getString("refresh_token")), "invalid_grant");
    assertThat(issuer.refresh(json(renewed).getString("refresh_token")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void the_session_cookie_is_no_refresh_token() throws Exception {
    String cookie = cookie(issuer.signIn(Persona.ADA));
    assertRefused(issuer.refresh(cookie.substring(cookie.indexOf('=') + 1)), "invalid_grant");
  }
}
