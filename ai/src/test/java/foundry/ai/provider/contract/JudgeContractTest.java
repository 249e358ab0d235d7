package foundry.ai.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.provider.ModerationProvider.Judgement;
import foundry.ai.provider.RerankProvider.Ranked;
import foundry.ai.provider.RerankProvider.Request;
import foundry.ai.provider.upstream.HttpModerator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What providers that order or judge texts make of good answers. */
final class JudgeContractTest {
  private static <T> T get(io.vertx.core.Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void a_ranking_has_the_best_first_and_as_many_as_are_wanted_are_asked_for() {
    var vendor = Judges.reranker();
    String model = vendor.model("plain");
    try (var server = new FakeQuestions(vendor);
        var provider = Judges.reranker(server.url(), Stage.PATIENT)) {
      var request = new Request(model, "q", List.of("a 3", "b 9", "c 5"), 2);
      assertThat(get(provider.rerank(request)))
          .containsExactly(new Ranked(1, 0.9), new Ranked(2, 0.5), new Ranked(0, 0.3));
      var body = server.seen(model).bodies.getFirst();
      assertThat(body.path("top_n").intValue()).isEqualTo(2);
      assertThat(body.path("query").stringValue()).isEqualTo("q");
    }
  }

  @Test
  void judgements_stand_in_the_order_of_the_texts_and_in_the_words_of_one_vendor() {
    var bad = new Judgement(true, Map.of("self-harm", true), Map.of("self-harm", 0.9));
    var good = new Judgement(false, Map.of("self-harm", false), Map.of("self-harm", 0.1));
    for (var vendor : List.of(Judges.openAi(), Judges.mistral())) {
      try (var server = new FakeQuestions(vendor);
          HttpModerator provider =
              vendor.name().startsWith("OpenAI")
                  ? Judges.openAi(server.url(), Stage.PATIENT)
                  : Judges.mistral(server.url(), Stage.PATIENT)) {
        var judged = provider.moderate(vendor.model("plain"), List.of("fine", "bad", "fine"));
        assertThat(get(judged)).as(vendor.name()).containsExactly(good, bad, good);
      }
    }
  }
}
