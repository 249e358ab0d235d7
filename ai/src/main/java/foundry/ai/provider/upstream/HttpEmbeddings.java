package foundry.ai.provider.upstream;

import foundry.ai.provider.EmbeddingProvider;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** An embedding provider reached over HTTP; a call of many texts becomes as many as it takes. */
public final class HttpEmbeddings implements EmbeddingProvider, AutoCloseable {
  private final String name;
  private final HttpQuestions<Request, Embeddings> questions;
  private final int textsMax;
  private final Supplier<Future<List<String>>> models;

  /**
   * @param textsMax how many texts the provider takes at once
   */
  public HttpEmbeddings(
      String name,
      HttpQuestions<Request, Embeddings> questions,
      int textsMax,
      Supplier<Future<List<String>>> models) {
    this.name = name;
    this.questions = questions;
    this.textsMax = textsMax;
    this.models = models;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Future<List<String>> models() {
    return models.get();
  }

  @Override
  public Future<Embeddings> embed(Request request) {
    return questions.askAll(parts(request)).map(HttpEmbeddings::joined);
  }

  private List<Request> parts(Request request) {
    var parts = new ArrayList<Request>();
    var texts = request.texts();
    for (int from = 0; from < texts.size(); from += textsMax) {
      var some = texts.subList(from, Math.min(texts.size(), from + textsMax));
      parts.add(new Request(request.model(), some, request.kind(), request.dimensions()));
    }
    return parts;
  }

  private static Embeddings joined(List<Embeddings> parts) {
    if (parts.size() == 1) return parts.getFirst();
    var vectors = new ArrayList<float[]>();
    int tokens = 0;
    boolean counted = true;
    for (var part : parts) {
      vectors.addAll(part.vectors());
      tokens += part.inputTokens().orElse(0);
      counted &= part.inputTokens().isPresent();
    }
    return new Embeddings(
        parts.getFirst().model(), vectors, counted ? Optional.of(tokens) : Optional.empty());
  }

  @Override
  public void close() {
    questions.close();
  }
}
