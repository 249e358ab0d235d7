package foundry.ai.provider.local;

import foundry.ai.embed.Embedder;
import foundry.ai.provider.EmbeddingProvider;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.ProviderFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;

/** Embeds with the model in this process. */
public final class LocalEmbeddings implements EmbeddingProvider {
  private final Vertx vertx;
  private final Embedder embedder;

  public LocalEmbeddings(Vertx vertx, Embedder embedder) {
    this.vertx = vertx;
    this.embedder = embedder;
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public Future<List<String>> models() {
    return Future.succeededFuture(List.of(model()));
  }

  /** The embedder's own id names the provider too. */
  private String model() {
    return embedder.id().substring(embedder.id().indexOf('/') + 1);
  }

  @Override
  public boolean listsAll() {
    return true;
  }

  @Override
  public Future<Embeddings> embed(Request request) {
    var wrong = request.dimensions().filter(wish -> wish != embedder.dimensions());
    if (wrong.isPresent()) {
      String message =
          "dimensions: %d (expected: %d, the model has no other)"
              .formatted(wrong.get(), embedder.dimensions());
      return Future.failedFuture(new ProviderFailure(new Failed(Problem.REFUSED, message, false)));
    }
    var embedded =
        switch (request.kind()) {
          case PASSAGE -> embedder.passages(request.texts());
          case QUERY -> embedder.questions(request.texts());
        };
    return Future.fromCompletionStage(embedded, vertx.getOrCreateContext())
        .map(done -> new Embeddings(model(), done.vectors(), Optional.of(done.inputTokens())));
  }
}
