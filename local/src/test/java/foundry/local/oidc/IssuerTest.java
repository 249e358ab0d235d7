package foundry.local.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import foundry.local.TestPorts;
import foundry.local.data.DataFolder;
import foundry.local.data.Refusal;
import foundry.local.data.Secrets;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssuerTest {
  private static final String ORIGIN = "http://127.0.0.1:8080";
  private static final CodeVerifier VERIFIER = new CodeVerifier();

  private final HttpClient http = HttpClient.newHttpClient();
  private final SettableClock clock = new SettableClock();
  private final int port = TestPorts.base() + 3;
  private final Vertx vertx = Vertx.vertx();

  @TempDir Path folder;
  private Secrets secrets;
  private Issuer issuer;

  @BeforeEach
  void start() {
    secrets = new Secrets(DataFolder.open(folder).secrets());
    issuer = startIssuer("127.0.0.1");
  }

  private Issuer startIssuer(String host) {
    return Issuer.start(vertx, new Issuer.Settings(host, port, List.of(ORIGIN), secrets, clock));
  }

  @AfterEach
  void stop() {
    issuer.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void a_persona_signs_in_by_code_and_verifier() throws Exception {
    var tokens = json(exchange(code(signIn(Persona.ADA)), VERIFIER));
    var access = SignedJWT.parse(tokens.getString("access_token"));
    assertThat(access.verify(publicKey())).isTrue();
    assertThat(access.getHeader().getType().getType()).isEqualTo("at+jwt");
    var claims = access.getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo(issuer.url());
    assertThat(claims.getAudience()).containsExactly("foundry-api");
    assertThat(claims.getSubject()).isEqualTo("ada-lovelace");
    assertThat(claims.getStringClaim("email")).isEqualTo("ada@acme.test");
    assertThat(claims.getStringClaim("client_id")).isEqualTo("foundry-web");
    assertThat(claims.getStringClaim("scope")).isEqualTo("openid profile email");
    assertThat(claims.getExpirationTime().toInstant())
        .isEqualTo(clock.instant().plus(Duration.ofMinutes(10)));
    assertThat(tokens.getString("refresh_token")).isNull();
  }

  @Test
  void the_id_token_is_for_the_client_and_carries_the_nonce() throws Exception {
    var tokens = json(exchange(code(signIn(Persona.GRACE)), VERIFIER));
    var id = SignedJWT.parse(tokens.getString("id_token"));
    assertThat(id.verify(publicKey())).isTrue();
    assertThat(id.getJWTClaimsSet().getAudience()).containsExactly("foundry-web");
    assertThat(id.getJWTClaimsSet().getStringClaim("nonce")).isEqualTo("n-1");
    assertThat(id.getJWTClaimsSet().getStringClaim("name")).isEqualTo("Grace Hopper");
  }

  @Test
  void the_answer_carries_the_state_and_the_issuer() throws Exception {
    var location = location(signIn(Persona.ADA));
    assertThat(location).startsWith(ORIGIN + "/signed-in?");
    assertThat(parameter(location, "state")).isEqualTo("s-1");
    assertThat(parameter(location, "iss")).isEqualTo(issuer.url());
  }

  @Test
  void a_wrong_verifier_is_refused_and_uses_the_code_up() throws Exception {
    String code = code(signIn(Persona.ADA));
    assertRefused(exchange(code, new CodeVerifier()), "invalid_grant");
    assertRefused(exchange(code, VERIFIER), "invalid_grant");
  }

  @Test
  void a_code_works_once() throws Exception {
    String code = code(signIn(Persona.ADA));
    assertThat(exchange(code, VERIFIER).statusCode()).isEqualTo(200);
    assertRefused(exchange(code, VERIFIER), "invalid_grant");
  }

  @Test
  void a_code_is_worth_nothing_after_a_minute() throws Exception {
    String code = code(signIn(Persona.ADA));
    clock.advance(Codes.LIFETIME);
    assertRefused(exchange(code, VERIFIER), "invalid_grant");
  }

  @Test
  void a_code_is_bound_to_its_redirect_address() throws Exception {
    var form = exchangeForm(code(signIn(Persona.ADA)), VERIFIER);
    form.put("redirect_uri", ORIGIN + "/silent");
    assertRefused(post("/token", form), "invalid_grant");
  }

  @Test
  void another_client_cannot_exchange_the_code() throws Exception {
    var form = exchangeForm(code(signIn(Persona.ADA)), VERIFIER);
    form.put("client_id", "somebody");
    var response = post("/token", form);
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(json(response).getString("error")).isEqualTo("invalid_client");
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
      assertPageWithoutRedirect(get("/authorize?" + form(request)));
      request.put("response_type", "token");
      assertPageWithoutRedirect(get("/authorize?" + form(request)));
    }
  }

  @Test
  void an_unknown_client_gets_a_page_and_no_redirect() throws Exception {
    var request = request();
    request.put("client_id", "somebody");
    assertPageWithoutRedirect(get("/authorize?" + form(request)));
  }

  private static void assertPageWithoutRedirect(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("location")).isEmpty();
    assertThat(response.body()).contains("is not known here");
  }

  @Test
  void plain_or_missing_pkce_is_refused() throws Exception {
    var plain = request();
    plain.put("code_challenge_method", "plain");
    assertErrorRedirect(plain, "invalid_request");
    var missing = request();
    missing.remove("code_challenge");
    missing.remove("code_challenge_method");
    assertErrorRedirect(missing, "invalid_request");
  }

  @Test
  void only_the_code_flow_is_there() throws Exception {
    var implicit = request();
    implicit.put("response_type", "id_token");
    assertErrorRedirect(implicit, "unsupported_response_type");
    var fragment = request();
    fragment.put("response_mode", "fragment");
    assertErrorRedirect(fragment, "invalid_request");
  }

  private void assertErrorRedirect(Map<String, String> request, String error) throws Exception {
    var location = location(get("/authorize?" + form(request)));
    assertThat(location).startsWith(ORIGIN + "/signed-in");
    assertThat(location).contains("error=" + error);
  }

  @Test
  void silent_sign_in_needs_a_session() throws Exception {
    var silent = request();
    silent.put("prompt", "none");
    assertErrorRedirect(silent, "login_required");
    String cookie = cookie(signIn(Persona.ADA));
    assertThat(parameter(location(get("/authorize?" + form(silent), cookie)), "code")).isNotEmpty();
  }

  @Test
  void a_session_outlives_a_restart_and_so_do_tokens() throws Exception {
    var signedIn = signIn(Persona.ADA);
    String access = json(exchange(code(signedIn), VERIFIER)).getString("access_token");
    issuer.close();
    issuer = startIssuer("127.0.0.1");
    var silent = request();
    silent.put("prompt", "none");
    String again = code(get("/authorize?" + form(silent), cookie(signedIn)));
    assertThat(exchange(again, VERIFIER).statusCode()).isEqualTo(200);
    assertThat(userInfo(access).statusCode()).isEqualTo(200);
  }

  @Test
  void a_forged_or_foreign_cookie_signs_nobody_in() throws Exception {
    var silent = request();
    silent.put("prompt", "none");
    String real = cookie(signIn(Persona.ADA));
    for (var cookie : List.of(real + "x", real.substring(0, real.indexOf('=') + 1) + "x")) {
      assertThat(location(get("/authorize?" + form(silent), cookie))).contains("login_required");
    }
  }

  @Test
  void the_cookie_is_kept_from_scripts_and_other_sites() throws Exception {
    assertThat(signIn(Persona.ADA).headers().firstValue("set-cookie").orElseThrow())
        .contains("HTTPOnly", "SameSite=Lax", "Path=/");
  }

  @Test
  void asking_to_sign_in_again_shows_the_personas_despite_a_session() throws Exception {
    var again = request();
    again.put("prompt", "login");
    var page = get("/authorize?" + form(again), cookie(signIn(Persona.ADA)));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Ada Lovelace", "Grace Hopper", "Mary Shelley");
  }

  @Test
  void the_page_runs_no_script_and_cannot_be_framed() throws Exception {
    var page = get("/authorize?" + form(request()));
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'");
    assertThat(page.body()).doesNotContain("<script");
  }

  @Test
  void what_the_request_says_cannot_break_out_of_the_page() throws Exception {
    var request = request();
    request.put("state", "\"><script>alert(1)</script>");
    var raw = form(request).replace("%3C", "<").replace("%3E", ">");
    assertThat(get("/authorize?" + raw.replace("<", "%3C").replace(">", "%3E")).body())
        .doesNotContain("<script");
  }

  @Test
  void another_site_cannot_press_a_card() throws Exception {
    var response =
        send(
            HttpRequest.newBuilder(uri("/authorize?" + form(request())))
                .header("origin", "http://evil.test")
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("persona=ada-lovelace"))
                .build());
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("set-cookie")).isEmpty();
  }

  @Test
  void a_refresh_token_is_given_on_request_and_works_once() throws Exception {
    var request = request();
    request.put("scope", "openid offline_access");
    var first = json(exchange(code(signIn(Persona.ADA, request)), VERIFIER));
    var renewed = refresh(first.getString("refresh_token"));
    assertThat(renewed.statusCode()).isEqualTo(200);
    assertThat(SignedJWT.parse(json(renewed).getString("access_token")).getJWTClaimsSet())
        .returns("ada-lovelace", JWTClaimsSet::getSubject);
    assertRefused(refresh(first.getString("refresh_token")), "invalid_grant");
    assertThat(refresh(json(renewed).getString("refresh_token")).statusCode()).isEqualTo(200);
  }

  @Test
  void the_session_cookie_is_no_refresh_token() throws Exception {
    String cookie = cookie(signIn(Persona.ADA));
    assertRefused(refresh(cookie.substring(cookie.indexOf('=') + 1)), "invalid_grant");
  }

  @Test
  void user_info_answers_the_bearer_of_a_token_of_ours_only() throws Exception {
    var tokens = json(exchange(code(signIn(Persona.MARY)), VERIFIER));
    String access = tokens.getString("access_token");
    assertThat(json(userInfo(access)).getString("email")).isEqualTo("mary@globex.test");
    var unsigned = new PlainJWT(SignedJWT.parse(access).getJWTClaimsSet()).serialize();
    assertThat(userInfo(unsigned).statusCode()).isEqualTo(401);
    assertThat(userInfo(tokens.getString("id_token")).statusCode()).isEqualTo(401);
    clock.advance(Tokens.LIFETIME);
    assertThat(userInfo(access).statusCode()).isEqualTo(401);
  }

  @Test
  void signing_out_ends_the_session_and_returns_to_the_app_only() throws Exception {
    var known = get("/end_session?state=x&post_logout_redirect_uri=" + encode(ORIGIN + "/"));
    assertThat(location(known)).isEqualTo(ORIGIN + "/?state=x");
    assertThat(known.headers().firstValue("set-cookie").orElseThrow()).contains("Max-Age=0");
    var foreign = get("/end_session?post_logout_redirect_uri=" + encode("http://evil.test/"));
    assertThat(foreign.statusCode()).isEqualTo(400);
  }

  @Test
  void browsers_may_call_from_the_web_app_and_from_nowhere_else() throws Exception {
    assertThat(allowedOrigin(ORIGIN)).isEqualTo(ORIGIN);
    assertThat(allowedOrigin("http://evil.test")).isEmpty();
  }

  private String allowedOrigin(String origin) throws Exception {
    var request = HttpRequest.newBuilder(uri("/token")).header("origin", origin);
    var response = send(request.method("OPTIONS", BodyPublishers.noBody()).build());
    return response.headers().firstValue("access-control-allow-origin").orElse("");
  }

  @Test
  void discovery_names_what_is_there() throws Exception {
    var metadata = json(get("/.well-known/openid-configuration"));
    assertThat(metadata.getString("issuer")).isEqualTo(issuer.url());
    assertThat(metadata.getString("token_endpoint")).isEqualTo(issuer.url() + "/token");
    assertThat(metadata.getJsonArray("code_challenge_methods_supported")).containsExactly("S256");
  }

  @Test
  void the_private_half_of_the_key_stays_inside() throws Exception {
    assertThat(get("/jwks").body()).contains("\"n\"").doesNotContain("\"d\"");
  }

  @Test
  void it_listens_on_loopback_only() {
    assertThatThrownBy(() -> startIssuer("0.0.0.0"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("loopback only (asked for: 0.0.0.0)");
  }

  @Test
  void a_taken_port_is_named() throws Exception {
    issuer.close();
    try (var other = TestPorts.listen(port)) {
      assertThat(other.isBound()).isTrue();
      assertThatThrownBy(() -> startIssuer("127.0.0.1"))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("Port " + port + ", which sign-in needs");
    }
  }

  private HttpResponse<String> signIn(Persona persona) throws Exception {
    return signIn(persona, request());
  }

  private HttpResponse<String> signIn(Persona persona, Map<String, String> request)
      throws Exception {
    assertThat(get("/authorize?" + form(request)).body()).contains(persona.name());
    return post("/authorize?" + form(request), Map.of("persona", persona.subject()));
  }

  private static Map<String, String> request() {
    var request = new LinkedHashMap<String, String>();
    request.put("client_id", "foundry-web");
    request.put("redirect_uri", ORIGIN + "/signed-in");
    request.put("response_type", "code");
    request.put("scope", "openid profile email");
    request.put("state", "s-1");
    request.put("nonce", "n-1");
    request.put("code_challenge", challenge());
    request.put("code_challenge_method", "S256");
    return request;
  }

  private static String challenge() {
    return CodeChallenge.compute(CodeChallengeMethod.S256, VERIFIER).getValue();
  }

  private HttpResponse<String> exchange(String code, CodeVerifier verifier) throws Exception {
    return post("/token", exchangeForm(code, verifier));
  }

  private static Map<String, String> exchangeForm(String code, CodeVerifier verifier) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "authorization_code");
    form.put("client_id", "foundry-web");
    form.put("code", code);
    form.put("redirect_uri", ORIGIN + "/signed-in");
    form.put("code_verifier", verifier.getValue());
    return form;
  }

  private HttpResponse<String> refresh(String token) throws Exception {
    return post(
        "/token",
        Map.of("grant_type", "refresh_token", "client_id", "foundry-web", "refresh_token", token));
  }

  private HttpResponse<String> userInfo(String token) throws Exception {
    return send(
        HttpRequest.newBuilder(uri("/userinfo"))
            .header("authorization", "Bearer " + token)
            .build());
  }

  private static void assertRefused(HttpResponse<String> response, String error) {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).getString("error")).isEqualTo(error);
  }

  private RSASSAVerifier publicKey() throws Exception {
    return new RSASSAVerifier(JWKSet.parse(get("/jwks").body()).getKeys().getFirst().toRSAKey());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  private HttpResponse<String> get(String path, String cookie) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).header("cookie", cookie).build());
  }

  private HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(form)))
            .build());
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return http.send(request, BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create(issuer.url() + path);
  }

  private static String form(Map<String, String> values) {
    return values.entrySet().stream()
        .map(e -> e.getKey() + "=" + encode(e.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  private static String location(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(303);
    return response.headers().firstValue("location").orElseThrow();
  }

  private static String code(HttpResponse<String> response) {
    return parameter(location(response), "code");
  }

  private static String parameter(String location, String name) {
    for (String pair : URI.create(location).getQuery().split("&", -1)) {
      if (pair.startsWith(name + "=")) return pair.substring(name.length() + 1);
    }
    throw new AssertionError(name + " is missing in " + location);
  }

  private static String cookie(HttpResponse<String> response) {
    return response.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
  }

  private static final class SettableClock extends Clock {
    private Instant now = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
