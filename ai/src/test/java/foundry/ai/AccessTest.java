package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import foundry.viewer.OrgId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class AccessTest {
  private static final OrgId ORG = new OrgId(UUID.randomUUID());

  private static void isRefused(String token) {
    var client = new Client(RunningAi.LOCAL.port(), token);
    var paths = new String[] {"/v1/generate", "/v1/embed", "/v1/moderate", "/v1/retrieve"};
    for (String path : paths) {
      var reply = client.post(path, "{}");
      assertThat(reply.status()).as(path).isEqualTo(401);
      assertThat(reply.code()).isEqualTo("UNAUTHENTICATED");
      assertThat(reply.requestId()).isNotEmpty();
    }
    String document = "/v1/collections/" + UUID.randomUUID() + "/documents/" + UUID.randomUUID();
    assertThat(client.put(document, "{}").status()).isEqualTo(401);
    assertThat(client.delete(document).status()).isEqualTo(401);
    assertThat(client.get("/v1/models").status()).isEqualTo(401);
  }

  private static String signed(String type) throws Exception {
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType(type)).build();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer("foundry-api")
            .audience("foundry-ai")
            .subject(UUID.randomUUID().toString())
            .claim("org", ORG.toString())
            .claim("rid", "req_12345678")
            .issueTime(Date.from(Instant.now()))
            .expirationTime(Date.from(Instant.now().plusSeconds(60)))
            .build();
    var token = new SignedJWT(header, claims);
    token.sign(new MACSigner(RunningAi.SECRET.getBytes(StandardCharsets.UTF_8)));
    return token.serialize();
  }

  @Test
  void no_token_is_no_access() {
    isRefused("x");
  }

  @Test
  void a_forged_token_is_no_access() {
    isRefused(RunningAi.token(ORG, Clock.systemUTC(), "another secret that is also long enough"));
  }

  @Test
  void an_expired_token_is_no_access() {
    var past = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-5));
    isRefused(RunningAi.token(ORG, past, RunningAi.SECRET));
  }

  @Test
  void a_token_of_another_type_is_no_access() throws Exception {
    isRefused(signed("JWT"));
  }

  @Test
  void a_token_of_the_right_type_is_access() throws Exception {
    var client = new Client(RunningAi.LOCAL.port(), signed("internal+jwt"));
    assertThat(client.get("/v1/models").status()).isEqualTo(200);
  }

  @Test
  void small_replies_are_not_held_back() {
    // Nagle's algorithm with delayed acknowledgements would cost 40 ms a call.
    var client = RunningAi.LOCAL.someone();
    long[] nanos = new long[21];
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      client.post("/v1/moderate", "{\"input\":\"x\"}");
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    assertThat(nanos[nanos.length / 2]).isLessThan(35_000_000);
  }

  @Test
  void operators_need_no_token() {
    var nobody = new Client(RunningAi.LOCAL.port(), "x");
    assertThat(nobody.get("/healthz").status()).isEqualTo(200);
    assertThat(nobody.get("/metrics").status()).isEqualTo(200);
    Await.until("ready", () -> nobody.get("/readyz").status() == 200);
  }
}
