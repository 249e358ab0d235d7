package foundry.ai.provider.upstream;

import foundry.ai.provider.EmbeddingProvider;
import foundry.ai.provider.Wanted;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** An embedding provider reached over HTTP. */
public final class HttpEmbeddings implements EmbeddingProvider, AutoCloseable {
  private final String name;
  private final HttpQuestions<Request, Embeddings> questions;
  private final ToIntFunction<String> textsMax;
  private final Supplier<Future<List<String>>> models;
  private final boolean slashes;

  /**
   * @param textsMax how many texts the provider takes at once
   */
  public HttpEmbeddings(
      String name,
      HttpQuestions<Request, Embeddings> questions,
      int textsMax,
      Supplier<Future<List<String>>> models) {
    this(name, questions, model -> textsMax, models);
  }

  /**
   * @param textsMax how many texts the provider takes at once, by model
   */
  public HttpEmbeddings(
      String name,
      HttpQuestions<Request, Embeddings> questions,
      ToIntFunction<String> textsMax,
      Supplier<Future<List<String>>> models) {
    this(name, questions, textsMax, models, false);
  }

  private HttpEmbeddings(
      String name,
      HttpQuestions<Request, Embeddings> questions,
      ToIntFunction<String> textsMax,
      Supplier<Future<List<String>>> models,
      boolean slashes) {
    this.name = name;
    this.questions = questions;
    this.textsMax = textsMax;
    this.models = models;
    this.slashes = slashes;
  }

  /** The same, whose models' names may contain a slash. */
  public HttpEmbeddings withSlashes(boolean may) {
    return new HttpEmbeddings(name, questions, textsMax, models, may);
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
  public boolean mayHave(String model) {
    return slashes || model.indexOf('/') < 0;
  }

  @Override
  public int textsMax(String model) {
    return textsMax.applyAsInt(model);
  }

  @Override
  public Future<Embeddings> embed(Request request) {
    return embed(request, new Wanted());
  }

  @Override
  public Future<Embeddings> embed(Request request, Wanted wanted) {
    return questions.ask(request, wanted);
  }

  @Override
  public void close() {
    questions.close();
  }
}
