package foundry.ai.question;

import foundry.ai.Limits;
import foundry.ai.http.Exchange;
import foundry.ai.http.Route;
import foundry.ai.provider.EmbeddingProvider.Kind;
import foundry.ai.question.Embeddings.Embedded;
import foundry.ai.question.Embeddings.Wish;
import java.util.List;
import java.util.concurrent.Executor;

/** POST /v1/embed. */
public final class EmbedRoute implements Route {
  record Reply(
      String model, String provider, int dimensions, List<float[]> embeddings, Usage usage) {}

  record Usage(int inputTokens, boolean estimated) {}

  /** Writing more numbers than this would keep the event loop from others. */
  private static final int LOOP_NUMBERS_MAX = 4_096;

  private final Embeddings embeddings;
  private final Executor workers;

  public EmbedRoute(Embeddings embeddings, Executor workers) {
    this.embeddings = embeddings;
    this.workers = workers;
  }

  @Override
  public boolean onLoop() {
    return true;
  }

  @Override
  public void handle(Exchange exchange) {
    var body = exchange.body();
    var wish =
        new Wish(
            body.optionalName("model", Limits.MODEL_CHARACTERS_MAX),
            body.texts("input", Limits.TEXTS_MAX, Limits.TEXT_CHARACTERS_MAX),
            body.choice("kind", Kind.PASSAGE),
            body.optionalNumber("dimensions", 1, Limits.DIMENSIONS_MAX));
    body.done();
    exchange.onLoop(
        () ->
            embeddings
                .embed(exchange, wish)
                .onSuccess(done -> answer(exchange, reply(done)))
                .onFailure(exchange::fail));
  }

  private void answer(Exchange exchange, Reply reply) {
    boolean large = reply.embeddings().size() * reply.dimensions() > LOOP_NUMBERS_MAX;
    if (large) workers.execute(() -> exchange.reply(reply));
    else exchange.reply(reply);
  }

  private static Reply reply(Embedded done) {
    var vectors = done.vectors();
    return new Reply(
        done.model(),
        done.provider(),
        vectors.isEmpty() ? 0 : vectors.getFirst().length,
        vectors,
        new Usage(done.read().tokens(), done.read().estimated()));
  }
}
