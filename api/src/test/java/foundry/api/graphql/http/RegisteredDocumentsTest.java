package foundry.api.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Reply;
import foundry.api.Scene;
import foundry.api.TestApi;
import foundry.api.TestApi.Person;
import foundry.http.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs where documents have to be registered. */
final class RegisteredDocumentsTest {
  private static final String FREE_TEXT = "{\"query\":\"{ viewer { name } }\"}";
  private static final Person ANN = TestApi.person("Ann");

  @Test
  void outside_dev_only_registered_documents_run(@TempDir Path folder) throws Exception {
    var text = "query Viewer { viewer { name } }";
    var hash = Scene.sha256(text.getBytes(StandardCharsets.UTF_8));
    var file = folder.resolve("persisted.json");
    Files.writeString(file, Json.text(Map.of(hash, text)));
    try (var api =
        TestApi.start(
            Map.of(
                "FOUNDRY_ENVIRONMENT", "production", "FOUNDRY_DOCUMENTS_PATH", file.toString()))) {
      assertThat(post(api.port(), "{\"documentId\":\"sha256:" + hash + "\"}").text("/viewer/name"))
          .isEqualTo(ANN.subject());
      assertThat(post(api.port(), "{\"documentId\":\"" + hash + "\"}").status()).isEqualTo(200);
      for (var unknown :
          new String[] {"{\"documentId\":\"sha256:" + "0".repeat(64) + "\"}", FREE_TEXT}) {
        var reply = post(api.port(), unknown);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCodes()).containsExactly("UNKNOWN_DOCUMENT");
      }
    }
  }

  private static Reply post(int port, String body) {
    return new Reply(
        TestApi.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/query".formatted(port)))
                .header("authorization", "Bearer " + ANN.token())
                .header("content-type", "application/json")
                .header("accept", "application/graphql-response+json")
                .POST(BodyPublishers.ofString(body))));
  }
}
