package foundry.ai.provider.upstream;

import foundry.ai.provider.ModerationProvider;
import foundry.ai.provider.Wanted;
import io.vertx.core.Future;
import java.util.List;

/** A moderation provider reached over HTTP. */
public final class HttpModerator implements ModerationProvider, AutoCloseable {
  /** What is judged, and by which model. */
  public record Question(String model, List<String> texts) {
    public Question {
      texts = List.copyOf(texts);
    }
  }

  private final String name;
  private final HttpQuestions<Question, List<Judgement>> questions;
  private final List<String> models;

  public HttpModerator(
      String name, HttpQuestions<Question, List<Judgement>> questions, List<String> models) {
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
  public Future<List<Judgement>> moderate(String model, List<String> texts) {
    return moderate(model, texts, new Wanted());
  }

  @Override
  public Future<List<Judgement>> moderate(String model, List<String> texts, Wanted wanted) {
    return questions.ask(new Question(model, texts), wanted);
  }

  @Override
  public void close() {
    questions.close();
  }
}
