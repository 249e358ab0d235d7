package foundry.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.api.Reply;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RegistryTest {
  @TempDir private Path folder;

  /** Unlike that of any other test: what is counted is kept. */
  private final String text = "query Old%s { viewer { name } }".formatted(suffix());

  private final String hash = hash(text);

  private static String suffix() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  private static String hash(String text) {
    return Scene.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Reply ask(RunningService api, String documentId) {
    return new Reply(
        TestApi.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/query".formatted(api.port())))
                .header("authorization", "Bearer " + TestApi.ISSUER.token("Ann"))
                .header("content-type", "application/json")
                .header("accept", "application/graphql-response+json")
                .POST(BodyPublishers.ofString(Json.text(Map.of("documentId", documentId))))));
  }

  @Test
  void a_build_adds_its_documents_to_those_of_builds_before_it() {
    var registry = new Registry(folder.resolve("documents"));
    var newer = "{ viewer { id } }";
    assertThat(registry.add(Map.of(hash, text))).containsExactly(hash);
    assertThat(registry.add(Map.of(hash, text, hash(newer), newer))).containsExactly(hash(newer));
    assertThat(registry.texts()).isEqualTo(Map.of(hash, text, hash(newer), newer));
    registry.remove(List.of(hash));
    assertThat(registry.texts()).isEqualTo(Map.of(hash(newer), newer));
  }

  @Test
  void a_text_that_is_not_what_its_hash_says_is_refused_in_either_form() throws Exception {
    var wrong = "0".repeat(64);
    var file = Files.writeString(folder.resolve("persisted.json"), Json.text(Map.of(wrong, text)));
    assertThatThrownBy(() -> new Registry(file).texts()).hasMessageContaining(wrong);
    Files.writeString(folder.resolve(wrong + ".graphql"), text);
    var registry = new Registry(folder);
    assertThatThrownBy(registry::texts).hasMessageContainingAll(wrong, "expected");
    assertThatThrownBy(() -> registry.add(Map.of(wrong, text))).hasMessageContaining(wrong);
  }

  @Test
  void documents_of_old_clients_run_and_are_counted_by_day_and_others_are_refused() {
    var newer = "query New%s { viewer { id } }".formatted(suffix());
    new Registry(folder).add(Map.of(hash, text, hash(newer), newer));
    var production =
        Map.of("FOUNDRY_ENVIRONMENT", "production", "FOUNDRY_DOCUMENTS_PATH", folder.toString());
    try (var api = TestApi.start(production)) {
      assertThat(ask(api, "sha256:" + hash).status()).isEqualTo(200);
      assertThat(ask(api, hash).status()).isEqualTo(200);
      var refused = ask(api, "sha256:" + "0".repeat(64));
      assertThat(refused.errorCodes()).containsExactly("UNKNOWN_DOCUMENT");
      assertThat(refused.json().has("data")).isFalse();
    }
    var count =
        "select sum(requests) from traffic.document_use where document = ? and day >= current_date - 1";
    assertThat(TestApi.value(count, hash)).isEqualTo("2");
    assertThat(TestApi.value(count, hash(newer))).isNull();
    assertThat(TestApi.value(count, "0".repeat(64))).isNull();
    try (var api = TestApi.start(production)) {
      assertThat(ask(api, hash).status()).isEqualTo(200);
    }
    assertThat(TestApi.value(count, hash)).as("added to what was there").isEqualTo("3");
  }

  @Test
  void a_registered_document_that_does_not_fit_the_schema_stops_the_start() {
    var unfit = "{ nothing }";
    new Registry(folder).add(Map.of(hash(unfit), unfit));
    assertThatThrownBy(() -> TestApi.start(Map.of("FOUNDRY_DOCUMENTS_PATH", folder.toString())))
        .hasMessageContaining(hash(unfit));
  }
}
