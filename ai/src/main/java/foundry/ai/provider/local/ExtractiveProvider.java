package foundry.ai.provider.local;

import foundry.ai.embed.Embedder;
import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.TextProvider;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Answers by quoting the given passages; works without any account, key or network. */
public final class ExtractiveProvider implements TextProvider {
  private static final String MODEL = "extractive";

  private final Vertx vertx;
  private final Executor workers;
  private final Composer composer;

  public ExtractiveProvider(Vertx vertx, Executor workers, Embedder embedder) {
    this.vertx = vertx;
    this.workers = workers;
    this.composer = new Composer(new Picker(embedder));
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public String telemetryName() {
    return "local";
  }

  @Override
  public boolean extractive() {
    return true;
  }

  @Override
  public Future<String> defaultModel() {
    return Future.succeededFuture(MODEL);
  }

  @Override
  public Future<List<String>> models() {
    return Future.succeededFuture(List.of(MODEL));
  }

  @Override
  public Answering answer(Prompt prompt, Listener listener) {
    var quoting = new Quoting(vertx.getOrCreateContext(), listener);
    workers.execute(() -> quoting.run(composer, prompt));
    return quoting;
  }

  /** One answer under way. The text is short, so it is sent without waiting for the reader. */
  private static final class Quoting implements Answering {
    private final Context loop;
    private final Listener listener;
    private volatile boolean cancelled;

    Quoting(Context loop, Listener listener) {
      this.loop = loop;
      this.listener = listener;
    }

    void run(Composer composer, Prompt prompt) {
      try {
        var reason =
            composer.compose(prompt, text -> onLoop(() -> listener.event(new Event.Text(text))));
        end(new Outcome.Finished(reason, MODEL, Optional.empty()));
      } catch (RuntimeException | Error e) {
        end(new Outcome.Failed(Outcome.Problem.BROKEN, "the local model failed", false));
        throw e;
      }
    }

    private void end(Outcome outcome) {
      onLoop(() -> listener.ended(outcome));
    }

    private void onLoop(Runnable action) {
      loop.runOnContext(
          ignored -> {
            if (!cancelled) action.run();
          });
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }
}
