package foundry.ai.provider.local;

import foundry.ai.provider.ModerationProvider;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.Executor;

/** Judges by rules: they cost microseconds, say why, and are the same on every machine. */
public final class LocalModerator implements ModerationProvider {
  private static final String MODEL = "rules";

  private final Vertx vertx;
  private final Executor workers;

  public LocalModerator(Vertx vertx, Executor workers) {
    this.vertx = vertx;
    this.workers = workers;
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public Future<List<String>> models() {
    return Future.succeededFuture(List.of(MODEL));
  }

  @Override
  public boolean listsAll() {
    return true;
  }

  /** A megabyte of text takes a while: not on the loop. */
  @Override
  public Future<List<Judgement>> moderate(String model, List<String> texts) {
    return onWorker(
        vertx.getOrCreateContext(), workers, () -> texts.stream().map(Moderator::judge).toList());
  }

  static <T> Future<T> onWorker(
      Context loop, Executor workers, java.util.function.Supplier<T> work) {
    var promise = Promise.<T>promise();
    workers.execute(
        () -> {
          try {
            T done = work.get();
            loop.runOnContext(ignored -> promise.complete(done));
          } catch (RuntimeException | Error e) {
            loop.runOnContext(ignored -> promise.fail(e));
          }
        });
    return promise.future();
  }
}
