package foundry.api.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Scene;
import foundry.api.TestApi;
import foundry.http.Json;
import foundry.http.RunningService;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MeasurementsTest {
  private static final String TEXT =
      "query Hall { viewer { organizations(first: 0) { nodes { id } } } }";
  private static final String HASH = Scene.sha256(TEXT.getBytes(StandardCharsets.UTF_8));

  private final TestApi.Person ann = TestApi.person("Ann");

  private int post(RunningService api, Map<String, ?> body) {
    return TestApi.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/query".formatted(api.port())))
                .header("authorization", "Bearer " + ann.token())
                .header("content-type", "application/json")
                .header("accept", "application/graphql-response+json")
                .POST(BodyPublishers.ofString(Json.text(body))))
        .statusCode();
  }

  private static double value(RunningService api, String name, String... labels) {
    var text =
        TestApi.send(
                HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:%d/metrics".formatted(api.port()))))
            .body();
    return text.lines()
        .filter(line -> line.startsWith(name + "{"))
        .filter(line -> Stream.of(labels).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void requests_are_counted_by_registered_document_and_never_by_what_somebody_wrote(
      @TempDir Path folder) throws Exception {
    var file = folder.resolve("persisted.json");
    Files.writeString(file, Json.text(Map.of(HASH, TEXT)));
    try (var api = TestApi.start(Map.of("FOUNDRY_DOCUMENTS_PATH", file.toString()))) {
      assertThat(post(api, Map.of("documentId", "sha256:" + HASH))).isEqualTo(294);
      assertThat(post(api, Map.of("documentId", HASH))).isEqualTo(294);
      assertThat(post(api, Map.of("query", "query Mine { viewer { id } }"))).isEqualTo(200);
      assertThat(post(api, Map.of("query", "{ secret }"))).isEqualTo(400);
      assertThat(post(api, Map.of("documentId", "sha256:" + "0".repeat(64)))).isEqualTo(400);
      var hall = new String[] {"document=\"" + HASH + "\"", "operation=\"Hall\""};
      assertThat(value(api, "foundry_graphql_requests_seconds_count", hall)).isEqualTo(2);
      assertThat(value(api, "foundry_graphql_requests_seconds_bucket", hall[0], "le=\"+Inf\""))
          .isEqualTo(2);
      assertThat(value(api, "foundry_graphql_errors_total", hall[0], "code=\"INVALID_PAGINATION\""))
          .isEqualTo(2);
      assertThat(value(api, "foundry_graphql_requests_seconds_count", "document=\"unregistered\""))
          .isEqualTo(2);
      assertThat(
              value(api, "foundry_graphql_errors_total", "document=\"none\"", "UNKNOWN_DOCUMENT"))
          .isEqualTo(1);
      assertThat(value(api, "foundry_graphql_requests_seconds_count", "Mine")).isZero();
    }
  }
}
