package foundry.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallerTokensTest {
  private static final byte[] SECRET =
      "a secret of thirty-two bytes or more".getBytes(StandardCharsets.UTF_8);
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final CallerTokens tokens = at(NOW);
  private final Caller caller =
      new Caller(
          new OrgId(UUID.randomUUID()),
          new UserId(UUID.randomUUID()),
          Optional.of(new ProjectId(UUID.randomUUID())),
          "req_1234567890");

  private static CallerTokens at(Instant now) {
    return new CallerTokens(SECRET, Clock.fixed(now, ZoneOffset.UTC));
  }

  @Test
  void a_token_names_its_caller() {
    assertThat(tokens.verify(tokens.sign(caller))).contains(caller);
  }

  @Test
  void a_caller_may_have_no_project() {
    var without = new Caller(caller.org(), caller.user(), Optional.empty(), caller.requestId());
    assertThat(tokens.verify(tokens.sign(without))).contains(without);
  }

  @Test
  void a_token_dies_after_a_minute() {
    var token = tokens.sign(caller);
    assertThat(at(NOW.plus(Duration.ofSeconds(60))).verify(token)).contains(caller);
    assertThat(at(NOW.plus(Duration.ofSeconds(66))).verify(token)).isEmpty();
  }

  @Test
  void a_token_from_the_future_is_refused() {
    var token = at(NOW.plus(Duration.ofMinutes(5))).sign(caller);
    assertThat(tokens.verify(token)).isEmpty();
  }

  @Test
  void a_token_signed_with_another_secret_is_refused() {
    var other = "another secret of thirty-two bytes!!".getBytes(StandardCharsets.UTF_8);
    var forged = new CallerTokens(other, Clock.fixed(NOW, ZoneOffset.UTC)).sign(caller);
    assertThat(tokens.verify(forged)).isEmpty();
  }

  @Test
  void a_changed_token_is_refused() {
    var parts = tokens.sign(caller).split("\\.", -1);
    var otherOrg = new Caller(new OrgId(UUID.randomUUID()), caller.user(), Optional.empty(), "r");
    var otherParts = tokens.sign(otherOrg).split("\\.", -1);
    assertThat(tokens.verify(parts[0] + "." + otherParts[1] + "." + parts[2])).isEmpty();
  }

  @Test
  void a_token_of_another_kind_is_refused_even_with_the_right_secret() throws Exception {
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build(), claims());
    token.sign(new MACSigner(SECRET));
    assertThat(tokens.verify(token.serialize())).isEmpty();
  }

  @Test
  void an_unsigned_token_is_refused() {
    assertThat(tokens.verify(new PlainJWT(claims()).serialize())).isEmpty();
  }

  @Test
  void what_is_no_token_is_refused() {
    assertThat(tokens.verify("")).isEmpty();
    assertThat(tokens.verify("a.b.c")).isEmpty();
    assertThat(tokens.verify("x".repeat(1_000_000))).isEmpty();
  }

  @Test
  void a_short_secret_is_refused_at_once() {
    assertThatThrownBy(() -> new CallerTokens(new byte[31], Clock.systemUTC()))
        .hasMessage("internal secret: 31 bytes (expected: at least 32)");
  }

  private JWTClaimsSet claims() {
    return new JWTClaimsSet.Builder()
        .issuer("foundry-api")
        .audience("foundry-ai")
        .subject(caller.user().toString())
        .claim("org", caller.org().toString())
        .claim("rid", "r")
        .issueTime(Date.from(NOW))
        .expirationTime(Date.from(NOW.plusSeconds(30)))
        .build();
  }
}
