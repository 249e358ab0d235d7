package foundry.api.web;

import foundry.http.GetRoute;
import foundry.http.Json;
import foundry.telemetry.Metrics;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** {@code /healthz}: alive. {@code /readyz}: each part that is needed, by name. */
public final class Health {
  /** Looks at one part. */
  @FunctionalInterface
  public interface Check {
    /** Why the part is not ready, in words without secrets; empty if it is. */
    Optional<String> problem();

    /** A part that can only say yes or no. */
    static Check of(BooleanSupplier ready) {
      return () -> ready.getAsBoolean() ? Optional.empty() : Optional.of("");
    }
  }

  /** Anybody may ask, as often as they like; each check costs a call to another part. */
  private static final Duration KEPT = Duration.ofSeconds(1);

  /** What the checks found, by the part's name, and when. */
  private record Outcome(Map<String, String> parts, long foundNanos) {
    boolean isReady() {
      return parts.values().stream().allMatch(Probe.READY::equals);
    }
  }

  private final ReentrantLock checking = new ReentrantLock();
  private @Nullable Outcome last;
  private final Map<String, Probe> probes = new LinkedHashMap<>();
  private final Metrics metrics;
  private final Drain drain;
  private final Executor executor;

  /**
   * @param checks by the part's name; each may block
   * @param executor runs each on a thread that may block
   */
  public Health(Map<String, Check> checks, Metrics metrics, Drain drain, Executor executor) {
    checks.forEach((name, check) -> probes.put(name, new Probe(check, executor)));
    this.metrics = metrics;
    this.drain = drain;
    this.executor = executor;
  }

  /** What anybody may know: alive, and ready or not. */
  public void addTo(Router router) {
    GetRoute.of(router, "/healthz").handler(http -> http.response().end("ok\n"));
    GetRoute.of(router, "/readyz").handler(http -> ready(http, false));
  }

  /** What those who run the service see: each part by its name, and all measurements. */
  public void addManagementTo(Router router) {
    GetRoute.of(router, "/healthz").handler(http -> http.response().end("ok\n"));
    GetRoute.of(router, "/readyz").handler(http -> ready(http, true));
    GetRoute.of(router, "/metrics").handler(this::metrics);
  }

  private void metrics(RoutingContext http) {
    var text = metrics.scrape();
    http.response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
        .end(text);
  }

  private void ready(RoutingContext http, boolean detailed) {
    var context = http.vertx().getOrCreateContext();
    executor.execute(
        () -> {
          var found = outcome();
          boolean stopping = drain.isStopping();
          boolean ready = found.isReady() && !stopping;
          var said = new LinkedHashMap<String, Object>();
          said.put("ready", ready);
          if (stopping) said.put("stopping", true);
          if (detailed) said.put("parts", found.parts());
          var body = Json.bytes(said);
          context.runOnContext(
              ignored ->
                  http.response()
                      .setStatusCode(ready ? 200 : 503)
                      .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                      .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                      .end(body));
        });
  }

  /** The last outcome while it is new; else one caller checks and the others wait for it. */
  private Outcome outcome() {
    checking.lock();
    try {
      var known = last;
      if (known != null && System.nanoTime() - known.foundNanos() < KEPT.toNanos()) return known;
      var outcome = new Outcome(ask(), System.nanoTime());
      last = outcome;
      return outcome;
    } finally {
      checking.unlock();
    }
  }

  /** All at once: the slowest is what it takes. */
  private Map<String, String> ask() {
    var asked = new LinkedHashMap<String, CompletableFuture<String>>();
    probes.forEach((name, probe) -> asked.put(name, probe.ask()));
    var found = new LinkedHashMap<String, String>();
    asked.forEach((name, state) -> found.put(name, state.join()));
    return found;
  }
}
