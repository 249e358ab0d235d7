package foundry.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.BindException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running HTTP server. Every request has an id; whatever a route throws becomes the service's own
 * error body, never a stack trace. Closing waits for requests under way, up to {@link
 * #DRAIN_SECONDS}.
 */
public final class HttpService implements AutoCloseable {
  /** Who listens where. {@code name} is the part's name for people. */
  public record Address(String name, String host, int port) {}

  /** Longer than the slowest ordinary request, shorter than an orchestrator's patience. */
  static final int DRAIN_SECONDS = 10;

  /** Room for a bearer token and a few cookies. */
  private static final int HEADER_BYTES_MAX = 16 << 10;

  /** A client that says nothing for this long is gone. Longer than any heartbeat interval. */
  private static final int IDLE_SECONDS = 60;

  private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);

  private final HttpServer server;

  private HttpService(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts listening and answers once it does.
   *
   * @param routes adds the service's routes
   * @param failures writes the reply for an unexpected failure or a status set by {@code
   *     context.fail}
   * @throws PortTaken if the port is in use
   */
  public static HttpService start(
      Vertx vertx, Address address, Consumer<Router> routes, Consumer<RoutingContext> failures) {
    var router = Router.router(vertx);
    router.route().handler(RequestId::handle);
    routes.accept(router);
    router.route().handler(context -> context.fail(404));
    router.route().failureHandler(context -> answer(context, failures));
    for (int status : new int[] {400, 404, 405, 406, 413, 415, 500}) {
      router.errorHandler(status, context -> answer(context, failures));
    }
    var server = vertx.createHttpServer(options(address)).requestHandler(router);
    try {
      server.listen().toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof BindException) {
        throw new PortTaken(address.name(), address.port(), e.getCause());
      }
      throw e;
    }
    return new HttpService(server);
  }

  private static HttpServerOptions options(Address address) {
    return new HttpServerOptions()
        .setHost(address.host())
        .setPort(address.port())
        .setTcpNoDelay(true)
        .setReuseAddress(true)
        .setMaxHeaderSize(HEADER_BYTES_MAX)
        .setHttp2ClearTextEnabled(false) // it has limits of its own, and nothing here speaks it
        .setIdleTimeout(IDLE_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setCompressionSupported(false);
  }

  private static void answer(RoutingContext context, Consumer<RoutingContext> failures) {
    if (context.failure() != null && context.statusCode() >= 500) {
      LOG.error("{} failed", RequestId.of(context), context.failure());
    }
    if (context.response().ended() || context.response().closed()) return;
    if (context.response().headWritten()) {
      context.response().reset();
      return;
    }
    failures.accept(context);
  }

  public int port() {
    return server.actualPort();
  }

  @Override
  public void close() {
    Future<Void> drained = server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS);
    try {
      drained.await(DRAIN_SECONDS + 2L, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LOG.warn("requests were still running after {} s and were cut off", DRAIN_SECONDS);
    }
  }
}
