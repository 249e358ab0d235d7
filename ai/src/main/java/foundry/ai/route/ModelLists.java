package foundry.ai.route;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Which models providers said they have: asked again after a while, not for every call. */
public final class ModelLists {
  private static final Duration FRESH = Duration.ofMinutes(1);

  /** Long enough to spare a provider that is down, short enough to notice that it is up. */
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(3);

  private record Known(Future<List<String>> said, long untilNanos) {}

  private final Ticker ticker;
  private final Map<Object, Known> known = new ConcurrentHashMap<>();

  public ModelLists(Ticker ticker) {
    this.ticker = ticker;
  }

  /**
   * @param whose the provider, or what stands for what is asked of it
   */
  public Future<List<String>> of(Object whose, Supplier<Future<List<String>>> ask) {
    var last = known.get(whose);
    if (last != null && last.untilNanos() - ticker.nanos() > 0) return last.said();
    return ask.get()
        .onSuccess(models -> keep(whose, Future.succeededFuture(List.copyOf(models)), FRESH))
        .onFailure(problem -> keep(whose, Future.failedFuture(problem), AFTER_FAILURE));
  }

  /** Complete already and bound to no event loop: whoever asks later goes on where it asked. */
  private void keep(Object whose, Future<List<String>> said, Duration time) {
    known.put(whose, new Known(said, ticker.nanos() + time.toNanos()));
  }
}
