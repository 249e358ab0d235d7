package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.http.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class EmbedTest {
  private final Client client = RunningAi.LOCAL.someone();

  private JsonNode embed(String kind, String... texts) {
    var body = Map.of("input", List.of(texts), "kind", kind);
    var reply = client.post("/v1/embed", Json.text(body));
    assertThat(reply.status()).isEqualTo(200);
    return reply.body();
  }

  private static double cosine(JsonNode a, JsonNode b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) sum += a.path(i).doubleValue() * b.path(i).doubleValue();
    return sum;
  }

  @Test
  void texts_that_mean_the_same_are_near() {
    var reply = embed("passage", "A dog barks.", "The hound is barking.", "Interest rates rose.");
    var vectors = reply.path("embeddings");
    assertThat(reply.path("dimensions").intValue()).isEqualTo(384);
    assertThat(vectors.path(0).size()).isEqualTo(384);
    assertThat(cosine(vectors.path(0), vectors.path(0))).isBetween(0.999, 1.001);
    assertThat(cosine(vectors.path(0), vectors.path(1)))
        .isGreaterThan(cosine(vectors.path(0), vectors.path(2)) + 0.15);
    assertThat(reply.path("usage").path("input_tokens").intValue()).isPositive();
  }

  @Test
  void questions_are_embedded_in_another_way_than_passages() {
    var passage = embed("passage", "dogs").path("embeddings").path(0);
    var question = embed("query", "dogs").path("embeddings").path(0);
    assertThat(cosine(passage, question)).isLessThan(0.999);
  }

  @Test
  void any_text_has_a_vector() {
    var reply = embed("passage", "", " ", "\ud800", "\u0000", "\ud83d\ude00", "x".repeat(30_000));
    assertThat(reply.path("embeddings").size()).isEqualTo(6);
  }

  @Test
  void the_local_model_has_one_length_only() {
    var reply = client.post("/v1/embed", "{\"input\":\"x\",\"dimensions\":512}");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message())
        .isEqualTo("dimensions: 512 (expected: 384, the model has no other)");
    var fitting = client.post("/v1/embed", "{\"input\":\"x\",\"dimensions\":384}");
    assertThat(fitting.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"local/bge-small-en-v1.5", "bge-small-en-v1.5"})
  void a_model_may_be_named_with_and_without_its_provider(String model) {
    var reply = client.post("/v1/embed", Json.text(Map.of("input", "x", "model", model)));
    assertThat(reply.body().path("model").stringValue()).isEqualTo("local/bge-small-en-v1.5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local/bge-smal-en-v1.5", "bge-small-en-v1", "BGE-small-en-v1.6"})
  void a_model_nobody_offers_is_not_found_but_a_near_one_is_named(String model) {
    var reply = client.post("/v1/embed", Json.text(Map.of("input", "x", "model", model)));
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.code()).isEqualTo("UNKNOWN_MODEL");
    assertThat(reply.message()).contains("such as local/bge-small-en-v1.5");
  }

  @Test
  void texts_and_models_of_the_wrong_kind_are_refused() {
    for (String body :
        List.of(
            "{}",
            "{\"input\":[]}",
            "{\"input\":1}",
            "{\"input\":\"x\",\"dimensions\":0}",
            "{\"input\":\"x\",\"dimensions\":\"384\"}",
            "{\"input\":\"x\",\"model\":7}",
            "{\"input\":\"x\",\"encoding\":\"base64\"}")) {
      assertThat(client.post("/v1/embed", body).status()).as(body).isEqualTo(400);
    }
  }
}
