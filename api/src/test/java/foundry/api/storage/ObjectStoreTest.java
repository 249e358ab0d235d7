package foundry.api.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.viewer.OrgId;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ObjectStoreTest {
  private static final byte[] BYTES = "hello".getBytes(StandardCharsets.US_ASCII);
  private static S3 s3;
  private static ObjectStore store;

  private final ObjectKey key = new ObjectKey(new OrgId(UUID.randomUUID()), UUID.randomUUID());
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    s3 = new S3();
    store = s3.store();
  }

  @AfterAll
  static void stop() throws Exception {
    store.close();
    s3.close();
  }

  private PresignedPut leave() throws Exception {
    var hash = MessageDigest.getInstance("SHA-256").digest(BYTES);
    return store.presignPut(key, "text/plain", BYTES.length, HexFormat.of().formatHex(hash));
  }

  private int put(PresignedPut put, byte[] bytes, String mediaType) throws Exception {
    var request = HttpRequest.newBuilder(put.url()).PUT(BodyPublishers.ofByteArray(bytes));
    put.headers().forEach(request::header);
    request.setHeader("content-type", mediaType);
    return http.send(request.build(), BodyHandlers.ofString()).statusCode();
  }

  private static ObjectStore store(int port) {
    return new ObjectStore(
        new StorageSettings(
            "b",
            "us-east-1",
            Optional.of(URI.create("http://127.0.0.1:" + port)),
            Optional.empty(),
            Optional.of(new StorageSettings.Keys("a", "secret"))),
        Clock.systemUTC());
  }

  @Test
  void a_store_that_hangs_does_not_keep_a_request_waiting() throws Exception {
    try (var silent = new ServerSocket(0);
        var hanging = store(silent.getLocalPort())) {
      long startNanos = System.nanoTime();
      assertThatThrownBy(() -> hanging.head(key)).isInstanceOf(StorageUnavailable.class);
      assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
          .isLessThan(Duration.ofSeconds(9));
    }
  }

  @Test
  void a_store_that_hangs_is_asked_by_no_more_than_a_few_at_once() throws Exception {
    try (var silent = new ServerSocket(0);
        var hanging = store(silent.getLocalPort())) {
      var heads =
          Stream.generate(
                  () ->
                      CompletableFuture.runAsync(
                          () -> hanging.head(key), Thread::startVirtualThread))
              .limit(ObjectStore.HEADS_AT_ONCE_MAX + 3)
              .toList();
      for (var head : heads) {
        assertThatThrownBy(head::join).hasCauseInstanceOf(StorageUnavailable.class);
      }
      int asked = 0;
      silent.setSoTimeout(1);
      try {
        while (true) {
          silent.accept().close();
          asked++;
        }
      } catch (SocketTimeoutException e) {
        assertThat(asked).isEqualTo(ObjectStore.HEADS_AT_ONCE_MAX);
      }
    }
  }

  @Test
  void the_announced_bytes_arrive_and_come_back() throws Exception {
    assertThat(put(leave(), BYTES, "text/plain")).isEqualTo(200);
    assertThat(store.head(key)).contains(new StoredObject(5));
    try (var object = store.open(key)) {
      assertThat(object.readAllBytes()).isEqualTo(BYTES);
    }
    store.delete(key);
    store.delete(key);
    assertThat(store.head(key)).isEmpty();
    assertThatThrownBy(() -> store.open(key)).isInstanceOf(NoSuchObject.class);
  }

  @Test
  void the_browser_is_told_the_headers_it_must_send_and_no_others() throws Exception {
    assertThat(leave().headers()).containsOnlyKeys("content-type", "x-amz-checksum-sha256");
  }

  @Test
  void other_bytes_another_length_or_another_type_are_refused() throws Exception {
    assertThat(put(leave(), "jello".getBytes(StandardCharsets.US_ASCII), "text/plain"))
        .isEqualTo(400);
    assertThat(put(leave(), "hello!".getBytes(StandardCharsets.US_ASCII), "text/plain"))
        .isEqualTo(403);
    assertThat(put(leave(), BYTES, "text/html")).isEqualTo(403);
    assertThat(store.head(key)).isEmpty();
  }

  @Test
  void a_download_has_the_name_and_type_it_was_given() throws Exception {
    put(leave(), BYTES, "text/plain");
    var url = store.presignGet(key, "Prüf\"bericht\r\n;.txt", "text/plain");
    HttpResponse<String> response =
        http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).contains("text/plain");
    assertThat(response.headers().firstValue("content-disposition"))
        .contains(
            "attachment; filename=\"Pr_f_bericht___.txt\";"
                + " filename*=UTF-8''Pr%C3%BCf%22bericht%0D%0A%3B.txt");
  }

  @Test
  void it_says_whether_the_bucket_is_there() {
    store.head(key); // the client is made in the background
    assertThat(store.isReady()).isTrue();
  }
}
