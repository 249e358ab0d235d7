package foundry.local.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.local.TestPorts;
import foundry.local.data.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.model.PutObjectPresignRequest;

class ObjectStorageTest {
  private static final String ORIGIN = "http://127.0.0.1:8080";
  private static final String BODY = "the green key";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path folder;
  private static int port;
  private static ObjectStorage storage;

  @BeforeAll
  static void start() {
    port = TestPorts.base() + 2;
    storage = ObjectStorage.start(settings(port));
  }

  private static ObjectStorage.Settings settings(int port) {
    return new ObjectStorage.Settings(folder, port, "access", "secret", List.of(ORIGIN));
  }

  @AfterAll
  static void stop() {
    storage.close();
  }

  @Test
  void a_signed_upload_is_kept_and_read_back() throws Exception {
    assertThat(put(presignPut("kept", "secret"), BODY).statusCode()).isEqualTo(200);
    var read = get(presignGet("kept", "secret", Instant.now()));
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.body()).isEqualTo(BODY);
    assertThat(read.headers().firstValue("content-type")).hasValue("text/plain");
  }

  @Test
  void an_upload_of_another_length_is_refused() throws Exception {
    assertThat(put(presignPut("length", "secret"), BODY + BODY).statusCode()).isEqualTo(403);
    assertMissing("length");
  }

  @Test
  void an_upload_of_other_bytes_is_refused() throws Exception {
    String other = BODY.replace("green", "black");
    assertThat(put(presignPut("bytes", "secret"), other).statusCode()).isEqualTo(400);
    assertMissing("bytes");
  }

  @Test
  void an_upload_signed_with_another_secret_is_refused() throws Exception {
    assertThat(put(presignPut("forged", "guess"), BODY).statusCode()).isEqualTo(403);
    assertMissing("forged");
  }

  @Test
  void an_unsigned_upload_is_refused() throws Exception {
    var request =
        HttpRequest.newBuilder(storage.endpoint().resolve("/uploads/unsigned"))
            .PUT(BodyPublishers.ofString(BODY))
            .build();
    assertThat(send(request).statusCode()).isEqualTo(403);
    assertMissing("unsigned");
  }

  @Test
  void an_upload_to_another_key_than_signed_is_refused() throws Exception {
    var signed = presignPut("mine", "secret");
    var elsewhere = URI.create(signed.url().toString().replace("/mine?", "/yours?"));
    assertThat(put(signed, elsewhere, BODY).statusCode()).isEqualTo(403);
    assertMissing("yours");
  }

  @Test
  void an_expired_link_is_refused() throws Exception {
    put(presignPut("old", "secret"), BODY);
    var anHourAgo = Instant.now().minus(Duration.ofHours(1));
    assertThat(get(presignGet("old", "secret", anHourAgo)).statusCode()).isEqualTo(403);
  }

  @Test
  void an_unsigned_download_is_refused() throws Exception {
    put(presignPut("private", "secret"), BODY);
    assertThat(get(storage.endpoint().resolve("/uploads/private")).statusCode()).isEqualTo(403);
    assertThat(get(storage.endpoint().resolve("/uploads")).statusCode()).isEqualTo(403);
  }

  @Test
  void browsers_may_upload_from_the_web_app_and_from_nowhere_else() throws Exception {
    assertThat(preflight(ORIGIN).statusCode()).isEqualTo(200);
    assertThat(preflight(ORIGIN).headers().firstValue("access-control-allow-origin"))
        .hasValue(ORIGIN);
    assertThat(preflight("http://127.0.0.1:8081").statusCode()).isEqualTo(403);
    assertThat(preflight("http://127x0.0.1:8080").statusCode()).isEqualTo(403);
  }

  @Test
  void a_taken_port_is_named() {
    assertThatThrownBy(() -> ObjectStorage.start(settings(port)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("Port " + port + ", which object storage needs");
  }

  private static PresignedPutObjectRequest presignPut(String key, String secret) throws Exception {
    byte[] bytes = BODY.getBytes(StandardCharsets.UTF_8);
    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(bytes);
    try (var presigner = presigner(secret)) {
      return presigner.presignPutObject(
          PutObjectPresignRequest.builder()
              .signatureDuration(Duration.ofMinutes(15))
              .putObjectRequest(
                  put ->
                      put.bucket(ObjectStorage.BUCKET)
                          .key(key)
                          .contentType("text/plain")
                          .contentLength((long) bytes.length)
                          .checksumSHA256(Base64.getEncoder().encodeToString(sha256)))
              .build());
    }
  }

  private static URI presignGet(String key, String secret, Instant now) {
    return AwsV4HttpSigner.create()
        .sign(
            signing ->
                signing
                    .identity(AwsCredentialsIdentity.create("access", secret))
                    .request(get(key))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, ObjectStorage.REGION)
                    .putProperty(
                        AwsV4HttpSigner.AUTH_LOCATION, AwsV4HttpSigner.AuthLocation.QUERY_STRING)
                    .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(5))
                    .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)))
        .request()
        .getUri();
  }

  private static SdkHttpRequest get(String key) {
    return SdkHttpRequest.builder()
        .method(SdkHttpMethod.GET)
        .uri(storage.endpoint().resolve("/" + ObjectStorage.BUCKET + "/" + key))
        .build();
  }

  private static S3Presigner presigner(String secret) {
    return S3Presigner.builder()
        .endpointOverride(storage.endpoint())
        .region(Region.of(ObjectStorage.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("access", secret)))
        .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
        .build();
  }

  private static HttpResponse<String> put(PresignedPutObjectRequest signed, String body)
      throws Exception {
    return put(signed, URI.create(signed.url().toString()), body);
  }

  private static HttpResponse<String> put(PresignedPutObjectRequest signed, URI url, String body)
      throws Exception {
    var request = HttpRequest.newBuilder(url).PUT(BodyPublishers.ofString(body));
    signed
        .signedHeaders()
        .forEach(
            (name, values) -> {
              if (!List.of("host", "content-length").contains(name)) {
                request.header(name, values.getFirst());
              }
            });
    return send(request.build());
  }

  private static void assertMissing(String key) throws Exception {
    assertThat(get(presignGet(key, "secret", Instant.now())).statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> get(URI url) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(url).build());
  }

  private static HttpResponse<String> preflight(String origin) throws Exception {
    return send(
        HttpRequest.newBuilder(storage.endpoint().resolve("/uploads/any"))
            .method("OPTIONS", BodyPublishers.noBody())
            .header("origin", origin)
            .header("access-control-request-method", "PUT")
            .header("access-control-request-headers", "content-type,x-amz-checksum-sha256")
            .build());
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return HTTP.send(request, BodyHandlers.ofString());
  }
}
