package foundry.ai.provider.upstream;

import foundry.ai.Settings.Timeouts;
import foundry.ai.UpstreamLimits;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.ProviderFailure;
import foundry.ai.provider.Wanted;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** A provider's server: where it is, how long it may take, how it knows us. */
public final class Upstream implements AutoCloseable {
  private final Vertx vertx;
  private final Timeouts timeouts;
  private final Signature signature;
  private final Clock clock;
  private final HttpClient client;
  private final String host;
  private final int port;
  private final boolean tls;
  private final String basePath;

  public Upstream(Vertx vertx, URI base, Timeouts timeouts, Signature signature, Clock clock) {
    this.vertx = vertx;
    this.timeouts = timeouts;
    this.signature = signature;
    this.clock = clock;
    this.client =
        vertx
            .httpClientBuilder()
            .with(options(timeouts))
            .with(pool())
            .withConnectHandler(Upstream::quiet)
            .build();
    this.host = base.getHost();
    this.tls = "https".equals(base.getScheme());
    this.port = base.getPort() >= 0 ? base.getPort() : tls ? 443 : 80;
    String path = base.getRawPath() == null ? "" : base.getRawPath();
    this.basePath = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static HttpClientOptions options(Timeouts timeouts) {
    return new HttpClientOptions()
        .setConnectTimeout(timeouts.connectMillis())
        .setTcpNoDelay(true)
        .setKeepAlive(true)
        .setKeepAliveTimeout(UpstreamLimits.IDLE_SECONDS)
        .setMaxHeaderSize(UpstreamLimits.HEADER_BYTES_MAX)
        .setMaxInitialLineLength(UpstreamLimits.HEADER_BYTES_MAX)
        .setDecompressionSupported(true);
  }

  /** Whoever asks over it is told, and tells. */
  private static void quiet(HttpConnection connection) {
    connection.exceptionHandler(ignored -> {});
  }

  private static PoolOptions pool() {
    return new PoolOptions().setHttp1MaxSize(UpstreamLimits.CONNECTIONS_MAX);
  }

  Vertx vertx() {
    return vertx;
  }

  Timeouts timeouts() {
    return timeouts;
  }

  Clock clock() {
    return clock;
  }

  /** The signed request, connected but not sent. */
  Future<HttpClientRequest> open(UpstreamRequest request, int connectMillis) {
    return signature.sign(request).compose(signed -> connect(signed, connectMillis));
  }

  private Future<HttpClientRequest> connect(UpstreamRequest request, int connectMillis) {
    var options =
        new RequestOptions()
            .setMethod(request.method())
            .setHost(host)
            .setPort(port)
            .setSsl(tls)
            .setURI(basePath + request.path())
            .setConnectTimeout(connectMillis);
    return client
        .request(options)
        .map(
            made -> {
              request.headers().forEach(made::putHeader);
              return made;
            });
  }

  /**
   * One question, one reply. Fails with {@link ProviderFailure}.
   *
   * @param errors reads a reply whose status is not 200
   */
  public Future<Buffer> exchange(
      UpstreamRequest request, long millisMax, Function<ErrorReply, Failed> errors) {
    return exchange(request, millisMax, errors, new Wanted());
  }

  /** The same; hangs up when nobody waits any more. */
  Future<Buffer> exchange(
      UpstreamRequest request, long millisMax, Function<ErrorReply, Failed> errors, Wanted wanted) {
    if (wanted.isGone()) return Future.failedFuture(Wanted.nobodyWaits());
    var made = new AtomicReference<HttpClientRequest>();
    var late = new AtomicBoolean();
    Runnable hangUp =
        () -> {
          late.set(true);
          var open = made.get();
          if (open != null) open.reset();
        };
    wanted.onGone(hangUp);
    return signature
        .sign(request)
        .compose(signed -> late.get() ? tooLate() : connect(signed, timeouts.connectMillis()))
        .compose(
            open -> {
              made.set(open);
              if (!late.get()) return open.send(request.body());
              open.reset();
              return tooLate();
            })
        .compose(reply -> read(reply, errors))
        .timeout(millisMax, TimeUnit.MILLISECONDS)
        .recover(
            problem -> {
              if (!wanted.isGone()) trouble(pathOnly(request), problem);
              hangUp.run();
              return Future.failedFuture(
                  wanted.isGone() ? Wanted.nobodyWaits() : failure(problem, made.get() != null));
            });
  }

  /**
   * Tells operators why nothing came.
   *
   * @param asked the model or the path
   */
  void trouble(String asked, Throwable problem) {
    if (!(problem instanceof ProviderFailure)) Trouble.log(host + ':' + port, asked, problem);
  }

  private static String pathOnly(UpstreamRequest request) {
    int query = request.path().indexOf('?');
    return query < 0 ? request.path() : request.path().substring(0, query);
  }

  /** Who asked was told so: an answer to a question sent now would be paid for nothing. */
  private static <T> Future<T> tooLate() {
    return Future.failedFuture(new TimeoutException());
  }

  private Future<Buffer> read(HttpClientResponse reply, Function<ErrorReply, Failed> errors) {
    return new BoundedBody(reply, UpstreamLimits.REPLY_BYTES_MAX)
        .read()
        .compose(
            body -> {
              if (reply.statusCode() == 200) return Future.succeededFuture(body);
              var error =
                  new ErrorReply(reply.statusCode(), reply.headers(), body.toString(), clock);
              return Future.failedFuture(new ProviderFailure(errors.apply(error)));
            });
  }

  private static ProviderFailure failure(Throwable problem, boolean reached) {
    if (problem instanceof ProviderFailure known) return known;
    if (problem instanceof TimeoutException) {
      return new ProviderFailure(
          new Failed(Problem.TIMEOUT, "the provider did not answer in time", true));
    }
    return new ProviderFailure(
        reached
            ? new Failed(Problem.BROKEN, "the provider hung up before it had answered", true)
            : new Failed(Problem.UNREACHABLE, "the provider cannot be reached", true));
  }

  @Override
  public void close() {
    client.close();
  }
}
