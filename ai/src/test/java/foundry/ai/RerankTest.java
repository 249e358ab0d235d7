package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.http.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class RerankTest {
  private static final List<String> TEXTS =
      List.of(
          "The cafeteria serves lunch from noon.",
          "Pump P-7 must be drained before its seal is replaced.",
          "Seals wear out faster when a pump runs dry.",
          "The museum is closed on Mondays.");

  private final Client client = RunningAi.LOCAL.someone();

  private static List<Integer> order(JsonNode reply) {
    return reply.path("results").values().stream().map(one -> one.path("index").asInt()).toList();
  }

  @Test
  void the_best_answer_comes_first() {
    var body = Map.of("query", "How do I replace the seal of pump P-7?", "texts", TEXTS);
    var reply = client.post("/v1/rerank", Json.text(body)).body();
    assertThat(reply.path("model").stringValue()).isEqualTo("local/bge-small-rerank");
    assertThat(order(reply)).hasSize(4).startsWith(1, 2);
    var scores =
        reply.path("results").values().stream()
            .map(one -> one.path("score").doubleValue())
            .toList();
    assertThat(scores).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(reply.path("usage").path("input_tokens").intValue()).isPositive();
  }

  @Test
  void only_as_many_come_as_are_wanted() {
    var body = Map.of("query", "Monday", "texts", TEXTS, "best", 1);
    assertThat(order(client.post("/v1/rerank", Json.text(body)).body())).containsExactly(3);
    var more = Map.of("query", "Monday", "texts", TEXTS, "best", 200);
    assertThat(order(client.post("/v1/rerank", Json.text(more)).body())).hasSize(4);
  }

  @Test
  void any_text_has_a_place() {
    var body = Map.of("query", "?", "texts", List.of("", " ", "\u0000", "the of and"));
    assertThat(order(client.post("/v1/rerank", Json.text(body)).body()))
        .containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void a_model_nobody_offers_is_not_found() {
    var body = Map.of("query", "x", "texts", TEXTS, "model", "cohere/rerank-v3.5");
    assertThat(client.post("/v1/rerank", Json.text(body)).code()).isEqualTo("UNKNOWN_MODEL");
  }
}
