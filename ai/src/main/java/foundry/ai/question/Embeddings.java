package foundry.ai.question;

import foundry.ai.http.Exchange;
import foundry.ai.provider.EmbeddingProvider;
import foundry.ai.provider.EmbeddingProvider.Kind;
import foundry.ai.provider.Wanted;
import foundry.ai.question.Questions.Ask;
import foundry.ai.question.Questions.Read;
import foundry.ai.route.Offers.Offer;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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

  /** What one request of the provider was answered. */
  private record Part(List<float[]> vectors, Read read) {
    static Part of(EmbeddingProvider.Embeddings answer, List<String> texts) {
      return new Part(answer.vectors(), Read.of(answer.inputTokens(), texts));
    }

    static Part joined(List<Part> parts) {
      if (parts.size() == 1) return parts.getFirst();
      var vectors = new ArrayList<float[]>();
      int tokens = 0;
      boolean estimated = false;
      for (var part : parts) {
        vectors.addAll(part.vectors());
        tokens += part.read().tokens();
        estimated |= part.read().estimated();
      }
      return new Part(vectors, new Read(tokens, estimated));
    }
  }

  /** Fails with {@link foundry.ai.http.Refused}. Call on an event loop. */
  public Future<Embedded> embed(Exchange exchange, Wish wish) {
    var ask =
        new Ask<EmbeddingProvider, Part>(
            exchange,
            wish.model(),
            (offer, wanted) -> parts(offer, wish, wanted),
            Part::joined,
            Part::read,
            Read.estimate(wish.texts()));
    return questions
        .ask(ask)
        .map(
            reply ->
                new Embedded(
                    reply.model(),
                    reply.provider(),
                    reply.answer().vectors(),
                    reply.answer().read()));
  }

  private static List<Supplier<Future<Part>>> parts(
      Offer<EmbeddingProvider> offer, Wish wish, Wanted wanted) {
    var provider = offer.provider();
    var all = wish.texts();
    int most = Math.min(provider.textsMax(offer.model()), all.size());
    var parts = new ArrayList<Supplier<Future<Part>>>();
    for (int from = 0; from < all.size(); from += most) {
      var texts = all.subList(from, from + Math.min(most, all.size() - from));
      var request =
          new EmbeddingProvider.Request(offer.model(), texts, wish.kind(), wish.dimensions());
      parts.add(() -> provider.embed(request, wanted).map(answer -> Part.of(answer, texts)));
    }
    return parts;
  }
}
