package foundry.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import foundry.api.Reply;
import foundry.api.TestApi;
import foundry.api.TestIssuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TokensTest {
  private static final TestIssuer ISSUER = TestApi.ISSUER;

  private static Reply with(String authorization) {
    var request =
        HttpRequest.newBuilder(TestApi.url("/query"))
            .version(HttpClient.Version.HTTP_1_1)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString("{\"query\":\"{ viewer { name } }\"}"));
    if (authorization != null) request.header("authorization", authorization);
    return new Reply(TestApi.send(request));
  }

  private static void assertRefused(String authorization) {
    var reply = with(authorization);
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.http().headers().firstValue("www-authenticate")).contains("Bearer");
    assertThat(reply.errorCodes()).containsExactly("UNAUTHENTICATED");
    assertThat(reply.json().at("/errors/0/extensions/requestId").asString()).startsWith("req_");
    assertThat(reply.json().has("data")).isFalse();
  }

  private static String signed(JWTClaimsSet.Builder claims) {
    return "Bearer " + ISSUER.sign(claims.build());
  }

  private static Date seconds(long fromNow) {
    return Date.from(Instant.now().plusSeconds(fromNow));
  }

  @Test
  void a_good_token_is_accepted_however_the_scheme_is_written() {
    assertThat(with("bearer " + ISSUER.token("ann")).text("/viewer/name")).isEqualTo("ann");
  }

  private static String vouched(JWTClaimsSet.Builder claims) {
    assertThat(with(signed(claims)).status()).isEqualTo(200);
    return TestApi.value("select vouched_email from app.user where subject = 'vic'");
  }

  @Test
  void an_address_is_vouched_for_where_the_issuer_says_so_in_so_many_words() {
    assertThat(vouched(ISSUER.claims("vic").claim("email", "Vic@Example.COM")))
        .isEqualTo("vic@example.com");
    for (Object word : new Object[] {false, "false", "yes", 1, null}) {
      assertThat(vouched(ISSUER.claims("vic").claim("email_verified", word))).isNull();
    }
    assertThat(vouched(ISSUER.claims("vic").claim("email_verified", "true"))).isNotNull();
    assertThat(vouched(ISSUER.claims("vic").claim("email", "no address"))).isNull();
  }

  @Test
  void a_name_from_the_issuer_does_not_turn_the_text_beside_it() {
    var reply = with(signed(ISSUER.claims("vic").claim("name", "\u202eciV\u0007 \u2066x")));
    assertThat(reply.text("/viewer/name")).isEqualTo("ciV x");
  }

  @Test
  void no_token_and_no_real_token_are_refused() {
    assertRefused(null);
    assertRefused("Basic YTpi");
    assertRefused("Bearer ");
    assertRefused("Bearer a.b.c");
    assertRefused("Bearer " + "x".repeat(9_000));
    assertRefused("Bearer " + new PlainJWT(ISSUER.claims("ann").build()).serialize());
  }

  @Test
  void a_token_of_another_time_audience_issuer_or_key_is_refused() {
    assertRefused(signed(ISSUER.claims("ann").expirationTime(seconds(-31))));
    assertRefused(signed(ISSUER.claims("ann").expirationTime(null)));
    assertRefused(signed(ISSUER.claims("ann").notBeforeTime(seconds(60))));
    assertRefused(signed(ISSUER.claims("ann").audience("foundry-web")));
    assertRefused(signed(ISSUER.claims("ann").issuer("https://elsewhere.example")));
    assertRefused(signed(ISSUER.claims(" ")));
    assertRefused("Bearer " + TestIssuer.sign(TestIssuer.newKey(), ISSUER.claims("ann").build()));
  }

  @Test
  void a_clock_may_be_30_seconds_off() {
    assertThat(with(signed(ISSUER.claims("ann").expirationTime(seconds(-25)))).status())
        .isEqualTo(200);
    assertThat(with(signed(ISSUER.claims("ann").notBeforeTime(seconds(25)))).status())
        .isEqualTo(200);
  }

  @Test
  void the_public_key_does_not_serve_as_a_secret() throws Exception {
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(ISSUER.key().getKeyID()).build();
    var token = new SignedJWT(header, ISSUER.claims("ann").build());
    var publicKey = ISSUER.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
    token.sign(new MACSigner(publicKey));
    assertRefused("Bearer " + token.serialize());
  }

  @Test
  void a_token_signed_with_an_elliptic_key_that_is_not_the_issuers_is_refused() throws Exception {
    var key = new ECKeyGenerator(Curve.P_256).keyID(ISSUER.key().getKeyID()).generate();
    var token =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
            new Payload(ISSUER.claims("ann").build().toJSONObject()));
    token.sign(new ECDSASigner(key));
    assertRefused("Bearer " + token.serialize());
  }

  @Test
  void unknown_keys_are_not_looked_up_each_time() {
    try (var issuer = new TestIssuer();
        var api = TestApi.start(Map.of("FOUNDRY_OIDC_ISSUER", issuer.url().toString()))) {
      var old = issuer.token("ann");
      assertThat(query(api.port(), old)).isEqualTo(200);
      for (int i = 0; i < 5; i++) {
        var forged = TestIssuer.sign(TestIssuer.newKey(), issuer.claims("eve").build());
        assertThat(query(api.port(), forged)).isEqualTo(401);
      }
      assertThat(issuer.keyReads()).isLessThanOrEqualTo(2);
    }
  }

  private static int query(int port, String token) {
    return TestApi.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/query".formatted(port)))
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString("{\"query\":\"{ viewer { name } }\"}")))
        .statusCode();
  }
}
