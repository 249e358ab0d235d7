package foundry.ai.embed;

import foundry.ai.Limits;
import foundry.ai.http.Exchange;
import foundry.ai.http.Route;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** POST /v1/embed. */
public final class EmbedRoute implements Route {
  enum Kind {
    PASSAGE,
    QUERY
  }

  record Reply(String model, int dimensions, List<float[]> embeddings, Usage usage) {}

  record Usage(int inputTokens) {}

  private final Embedder embedder;
  private final MeterRegistry metrics;

  public EmbedRoute(Embedder embedder, MeterRegistry metrics) {
    this.embedder = embedder;
    this.metrics = metrics;
  }

  @Override
  public void handle(Exchange exchange) {
    var body = exchange.body();
    var texts = body.texts("input", Limits.TEXTS_MAX, Limits.TEXT_CHARACTERS_MAX);
    var kind = body.choice("kind", Kind.PASSAGE);
    body.done();
    var embeddings =
        switch (kind) {
          case PASSAGE -> embedder.passages(texts).join();
          case QUERY -> embedder.questions(texts).join();
        };
    metrics
        .counter("foundry.ai.tokens", "model", embedder.id(), "kind", "input")
        .increment(embeddings.inputTokens());
    exchange.reply(
        new Reply(
            embedder.id(),
            embedder.dimensions(),
            embeddings.vectors(),
            new Usage(embeddings.inputTokens())));
  }
}
