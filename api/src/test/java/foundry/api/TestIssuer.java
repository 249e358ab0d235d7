package foundry.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import foundry.http.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** An OpenID issuer over HTTP, with keys that tests may change. */
public final class TestIssuer implements AutoCloseable {
  public static final String AUDIENCE = "foundry-api";

  private final HttpServer server;
  private final AtomicInteger keyReads = new AtomicInteger();
  private volatile RSAKey key;
  private volatile CountDownLatch held = new CountDownLatch(0);

  public TestIssuer() {
    try {
      key = newKey();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    serve(
        "/.well-known/openid-configuration",
        () -> Json.text(Map.of("issuer", url().toString(), "jwks_uri", url() + "/jwks")));
    serve(
        "/jwks",
        () -> {
          keyReads.incrementAndGet();
          await(held);
          return new JWKSet(key.toPublicJWK()).toString();
        });
    server.start();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Answers no more questions for keys until the result is closed. */
  public Held hold() {
    var latch = new CountDownLatch(1);
    held = latch;
    return latch::countDown;
  }

  /** Ends a hold. */
  public interface Held extends AutoCloseable {
    @Override
    void close();
  }

  private interface Reply {
    String make();
  }

  private void serve(String path, Reply reply) {
    server.createContext(
        path,
        exchange -> {
          var bytes = reply.make().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  public static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public RSAKey key() {
    return key;
  }

  public int keyReads() {
    return keyReads.get();
  }

  public void rotate() {
    key = newKey();
  }

  /** Claims of a good token for an hour. */
  public JWTClaimsSet.Builder claims(String subject) {
    return new JWTClaimsSet.Builder()
        .issuer(url().toString())
        .audience(AUDIENCE)
        .subject(subject)
        .claim("name", subject)
        .claim("email", subject + "@example.com")
        .claim("email_verified", true)
        .issueTime(Date.from(Instant.now()))
        .expirationTime(Date.from(Instant.now().plusSeconds(3600)));
  }

  public String token(String subject) {
    return sign(claims(subject).build());
  }

  public String sign(JWTClaimsSet claims) {
    return sign(key, claims);
  }

  public static String sign(RSAKey key, JWTClaimsSet claims) {
    try {
      var header =
          new JWSHeader.Builder(JWSAlgorithm.RS256)
              .keyID(key.getKeyID())
              .type(JOSEObjectType.JWT)
              .build();
      var token = new SignedJWT(header, claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
