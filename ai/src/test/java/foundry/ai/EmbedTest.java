package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.http.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
}
