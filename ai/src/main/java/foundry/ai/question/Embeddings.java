package foundry.ai.question;

import foundry.ai.http.Exchange;
import foundry.ai.provider.EmbeddingProvider;
import foundry.ai.provider.EmbeddingProvider.Kind;
import foundry.ai.question.Questions.Ask;
import foundry.ai.question.Questions.Read;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The one way to an embedding, whatever dialect it is asked for in. */
public final class Embeddings {
  private final Questions<EmbeddingProvider> questions;

  public Embeddings(Questions<EmbeddingProvider> questions) {
    this.questions = questions;
  }

  /**
   * @param model as the caller names it
   */
  public record Wish(
      Optional<String> model, List<String> texts, Kind kind, Optional<Integer> dimensions) {}

  /**
   * @param model as callers name it
   * @param vectors one for each text, in order
   */
  public record Embedded(String model, String provider, List<float[]> vectors, Read read) {}

  /** Fails with {@link foundry.ai.http.Refused}. Call on an event loop. */
  public Future<Embedded> embed(Exchange exchange, Wish wish) {
    var ask =
        new Ask<EmbeddingProvider, EmbeddingProvider.Embeddings>(
            exchange,
            wish.model(),
            offer ->
                offer
                    .provider()
                    .embed(
                        new EmbeddingProvider.Request(
                            offer.model(), wish.texts(), wish.kind(), wish.dimensions())),
            answer -> Read.of(answer.inputTokens(), wish.texts()));
    return questions
        .ask(ask)
        .map(
            reply ->
                new Embedded(
                    reply.model(),
                    reply.provider(),
                    reply.answer().vectors(),
                    ask.read().apply(reply.answer())));
  }
}
