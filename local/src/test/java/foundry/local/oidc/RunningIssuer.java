package foundry.local.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import foundry.local.TestPorts;
import foundry.local.data.DataFolder;
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

/** The issuer on a free port, and a browser and an app that use it. */
final class RunningIssuer implements AutoCloseable {
  static final String ORIGIN = "http://127.0.0.1:8080";
  static final CodeVerifier VERIFIER = new CodeVerifier();

  private final HttpClient http = HttpClient.newHttpClient();
  private final SettableClock clock = new SettableClock();
  private final int port = TestPorts.base() + 3;
  private final Vertx vertx = Vertx.vertx();
  private final Secrets secrets;
  private Issuer issuer;

  RunningIssuer(Path folder) {
    secrets = new Secrets(DataFolder.open(folder).secrets());
    issuer = start("127.0.0.1");
  }

  Issuer start(String host) {
    return Issuer.start(vertx, new Issuer.Settings(host, port, List.of(ORIGIN), secrets, clock));
  }

  void stop() {
    issuer.close();
  }

  void restart() {
    stop();
    issuer = start("127.0.0.1");
  }

  @Override
  public void close() {
    stop();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  String url() {
    return issuer.url();
  }

  int port() {
    return port;
  }

  SettableClock clock() {
    return clock;
  }

  HttpResponse<String> signIn(Persona persona) throws Exception {
    return signIn(persona, request());
  }

  HttpResponse<String> signIn(Persona persona, Map<String, String> request) throws Exception {
    assertThat(get("/authorize?" + form(request)).body()).contains(persona.name());
    return post("/authorize?" + form(request), Map.of("persona", persona.subject()));
  }

  HttpResponse<String> exchange(String code, CodeVerifier verifier) throws Exception {
    return post("/token", exchangeForm(code, verifier));
  }

  HttpResponse<String> refresh(String token) throws Exception {
    return post(
        "/token",
        Map.of("grant_type", "refresh_token", "client_id", "foundry-web", "refresh_token", token));
  }

  HttpResponse<String> userInfo(String token) throws Exception {
    return send(
        HttpRequest.newBuilder(uri("/userinfo"))
            .header("authorization", "Bearer " + token)
            .build());
  }

  void assertErrorRedirect(Map<String, String> request, String error) throws Exception {
    var location = location(get("/authorize?" + form(request)));
    assertThat(location).startsWith(ORIGIN + "/signed-in");
    assertThat(location).contains("error=" + error);
  }

  RSASSAVerifier publicKey() throws Exception {
    return new RSASSAVerifier(JWKSet.parse(get("/jwks").body()).getKeys().getFirst().toRSAKey());
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  HttpResponse<String> get(String path, String cookie) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).header("cookie", cookie).build());
  }

  HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(form)))
            .build());
  }

  HttpResponse<String> send(HttpRequest request) throws Exception {
    return http.send(request, BodyHandlers.ofString());
  }

  URI uri(String path) {
    return URI.create(issuer.url() + path);
  }

  static String form(Map<String, String> values) {
    return values.entrySet().stream()
        .map(e -> e.getKey() + "=" + encode(e.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  static String location(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(303);
    return response.headers().firstValue("location").orElseThrow();
  }

  static String code(HttpResponse<String> response) {
    return parameter(location(response), "code");
  }

  static String parameter(String location, String name) {
    for (String pair : URI.create(location).getQuery().split("&", -1)) {
      if (pair.startsWith(name + "=")) return pair.substring(name.length() + 1);
    }
    throw new AssertionError(name + " is missing in " + location);
  }

  static String cookie(HttpResponse<String> response) {
    return response.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
  }

  static Map<String, String> request() {
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

  static Map<String, String> exchangeForm(String code, CodeVerifier verifier) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "authorization_code");
    form.put("client_id", "foundry-web");
    form.put("code", code);
    form.put("redirect_uri", ORIGIN + "/signed-in");
    form.put("code_verifier", verifier.getValue());
    return form;
  }

  static void assertRefused(HttpResponse<String> response, String error) {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).getString("error")).isEqualTo(error);
  }

  private static String challenge() {
    return CodeChallenge.compute(CodeChallengeMethod.S256, VERIFIER).getValue();
  }

  static final class SettableClock extends Clock {
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
