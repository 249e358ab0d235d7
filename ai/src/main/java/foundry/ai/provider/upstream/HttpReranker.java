package foundry.ai.provider.upstream;

import foundry.ai.provider.RerankProvider;
import foundry.ai.provider.Wanted;
import io.vertx.core.Future;
import java.util.List;

/** A reranking provider reached over HTTP. */
public final class HttpReranker implements RerankProvider, AutoCloseable {
  private final String name;
  private final HttpQuestions<Request, List<Ranked>> questions;
  private final List<String> models;

  public HttpReranker(
      String name, HttpQuestions<Request, List<Ranked>> questions, List<String> models) {
    this.name = name;
    this.questions = questions;
    this.models = List.copyOf(models);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Future<List<String>> models() {
    return Future.succeededFuture(models);
  }

  @Override
  public Future<List<Ranked>> rerank(Request request) {
    return rerank(request, new Wanted());
  }

  @Override
  public Future<List<Ranked>> rerank(Request request, Wanted wanted) {
    return questions.ask(request, wanted);
  }

  @Override
  public void close() {
    questions.close();
  }
}
