package foundry.ai.route;

import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.TextProvider.Answering;
import foundry.viewer.Caller;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;

/** Chooses who answers, and keeps asking as long as that is sensible. */
public final class Router {
  private final Vertx vertx;
  private final Providers providers;
  private final Timeouts timeouts;

  public Router(Vertx vertx, Providers providers, Timeouts timeouts) {
    this.vertx = vertx;
    this.providers = providers;
    this.timeouts = timeouts;
  }

  /** Fails with {@link foundry.ai.http.Refused} if nobody offers the model. */
  public Future<Plan> plan(Caller caller, Optional<String> model) {
    return providers.choose(model).map(target -> new Plan(java.util.List.of(target)));
  }

  /** Call on an event loop; the hearer is called on the same one. */
  public Answering answer(Plan plan, Prompt prompt, Hearer hearer) {
    var run = new Run(vertx, plan, prompt, timeouts, hearer);
    run.start();
    return run;
  }
}
