package foundry.ai.provider.openai;

import foundry.ai.Limits;
import foundry.ai.Settings;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.TextProvider;
import foundry.http.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A server that speaks OpenAI's chat completions. */
public final class OpenAiProvider implements TextProvider, AutoCloseable {
  /** A list of models is not worth a longer wait. */
  private static final int LIST_MILLIS = 5_000;

  private final Vertx vertx;
  private final Settings.OpenAi settings;
  private final Clock clock;
  private final HttpClient client;
  private final AtomicReference<Optional<String>> defaultModel;

  public OpenAiProvider(Vertx vertx, Settings.OpenAi settings, Clock clock) {
    this.vertx = vertx;
    this.settings = settings;
    this.clock = clock;
    this.client = vertx.createHttpClient(options(settings.timeouts()), pool());
    this.defaultModel = new AtomicReference<>(settings.model());
  }

  private static HttpClientOptions options(Settings.Timeouts timeouts) {
    return new HttpClientOptions()
        .setConnectTimeout(timeouts.connectMillis())
        .setTcpNoDelay(true)
        .setKeepAlive(true)
        .setDecompressionSupported(true);
  }

  private static PoolOptions pool() {
    return new PoolOptions().setHttp1MaxSize(Limits.UPSTREAM_CONNECTIONS_MAX);
  }

  @Override
  public String name() {
    return "openai";
  }

  @Override
  public boolean extractive() {
    return false;
  }

  @Override
  public Future<String> defaultModel() {
    var known = defaultModel.get();
    if (known.isPresent()) return Future.succeededFuture(known.get());
    return models()
        .compose(
            models -> {
              if (models.isEmpty()) return Future.failedFuture("the provider lists no models");
              defaultModel.set(Optional.of(models.getFirst()));
              return Future.succeededFuture(models.getFirst());
            });
  }

  @Override
  public Future<List<String>> models() {
    return client
        .request(request(HttpMethod.GET, "/models").setTimeout(LIST_MILLIS))
        .compose(request -> request.send())
        .expecting(response -> response.statusCode() == 200)
        .compose(response -> response.body())
        .timeout(LIST_MILLIS, java.util.concurrent.TimeUnit.MILLISECONDS)
        .map(body -> ids(body.toString()));
  }

  private static List<String> ids(String body) {
    return Json.tree(body).path("data").values().stream()
        .map(model -> model.path("id").asString(""))
        .filter(id -> !id.isEmpty())
        .toList();
  }

  @Override
  public Answering answer(Prompt prompt, Listener listener) {
    boolean newNames = "api.openai.com".equals(settings.baseUrl().getHost());
    var body = Json.bytes(ChatRequest.of(prompt, newNames));
    var options =
        request(HttpMethod.POST, "/chat/completions")
            .putHeader("content-type", "application/json")
            .putHeader("accept", "text/event-stream");
    var call =
        new ChatCall(
            vertx, client, options, body, prompt.model(), settings.timeouts(), clock, listener);
    call.start();
    return call;
  }

  private RequestOptions request(HttpMethod method, String path) {
    String base = settings.baseUrl().toString();
    String trimmed = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    var options =
        new RequestOptions()
            .setMethod(method)
            .setAbsoluteURI(trimmed + path)
            .setConnectTimeout(settings.timeouts().connectMillis());
    settings.apiKey().ifPresent(key -> options.putHeader("authorization", "Bearer " + key));
    return options;
  }

  @Override
  public void close() {
    client.close();
  }
}
