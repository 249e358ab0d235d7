package foundry.ai.provider.upstream;

import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.Extras;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.TextProvider;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A provider reached over HTTP: its server, its wire format, its models. */
public final class HttpTextProvider implements TextProvider, AutoCloseable {
  private final Names names;
  private final Upstream upstream;
  private final ChatWire wire;
  private final Supplier<Future<List<String>>> models;
  private final AtomicReference<Optional<String>> defaultModel;

  /**
   * @param name the first part of its models' ids
   * @param telemetry as OpenTelemetry's {@code gen_ai.provider.name} has it
   * @param slashed whether a name with a slash may be one of its models
   */
  public record Names(String name, String telemetry, Predicate<String> slashed) {
    public Names(String name, String telemetry) {
      this(name, telemetry, model -> false);
    }
  }

  /**
   * @param defaultModel empty: the first it lists
   */
  public HttpTextProvider(
      Names names,
      Upstream upstream,
      ChatWire wire,
      Optional<String> defaultModel,
      Supplier<Future<List<String>>> models) {
    this.names = names;
    this.upstream = upstream;
    this.wire = wire;
    this.models = models;
    this.defaultModel = new AtomicReference<>(defaultModel);
  }

  @Override
  public String name() {
    return names.name();
  }

  @Override
  public String telemetryName() {
    return names.telemetry();
  }

  @Override
  public boolean mayHave(String model) {
    return model.indexOf('/') < 0 || names.slashed().test(model);
  }

  @Override
  public boolean extractive() {
    return false;
  }

  @Override
  public Extras.Dialect dialect() {
    return wire.dialect();
  }

  @Override
  public Future<String> defaultModel() {
    var known = defaultModel.get();
    if (known.isPresent()) return Future.succeededFuture(known.get());
    return models()
        .compose(
            listed -> {
              if (listed.isEmpty()) return Future.failedFuture("the provider lists no models");
              defaultModel.set(Optional.of(listed.getFirst()));
              return Future.succeededFuture(listed.getFirst());
            });
  }

  @Override
  public Future<List<String>> models() {
    return models.get();
  }

  @Override
  public Answering answer(Prompt prompt, Listener listener) {
    return answer(prompt, upstream.timeouts(), listener);
  }

  @Override
  public Answering answer(Prompt prompt, Timeouts timeouts, Listener listener) {
    var shortest = timeouts.shortest(upstream.timeouts());
    var attempt = new Attempt(upstream, shortest, wire, prompt, listener);
    attempt.start();
    return attempt;
  }

  @Override
  public void close() {
    upstream.close();
  }
}
