package foundry.http;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
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
  /**
   * Who listens where.
   *
   * @param name the part's name for people
   * @param idleSeconds a connection on which nothing moves for this long is closed; longer than the
   *     slowest reply that is sent whole. One on which nothing is asked is closed sooner
   * @param bodySeconds a request whose body is not there whole by then is hung up on, however
   *     busily its bytes trickle in
   */
  public record Address(String name, String host, int port, int idleSeconds, int bodySeconds) {
    public Address(String name, String host, int port) {
      this(name, host, port, IDLE_SECONDS, BODY_SECONDS);
    }

    private Address at(int known) {
      return new Address(name, host, known, idleSeconds, bodySeconds);
    }
  }

  /** Longer than the slowest ordinary request, shorter than an orchestrator's patience. */
  static final int DRAIN_SECONDS = 10;

  /** One event loop a core: more would only take turns. */
  private static final int LOOPS = Runtime.getRuntime().availableProcessors();

  /** Room for a bearer token and a few cookies. */
  private static final int HEADER_BYTES_MAX = 16 << 10;

  /** A client that says nothing for this long is gone. Longer than any heartbeat interval. */
  private static final int IDLE_SECONDS = 60;

  /** Room for a body of some 100 KiB on the slowest of lines. */
  private static final int BODY_SECONDS = 30;

  private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);

  private final List<Listening> servers;

  /** A server and the connections it has. */
  private record Listening(HttpServer server, Connections connections) {}

  private HttpService(Collection<Listening> servers) {
    this.servers = List.copyOf(servers);
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
    return start(
        vertx, address, routes, failures, Connections.Patience.with(address.bodySeconds()));
  }

  static HttpService start(
      Vertx vertx,
      Address address,
      Consumer<Router> routes,
      Consumer<RoutingContext> failures,
      Connections.Patience patience) {
    var router = Router.router(vertx);
    router.route().handler(RequestId::handle);
    router.route().handler(RequestTarget::handle);
    routes.accept(router);
    router.route().handler(context -> context.fail(404));
    router.route().failureHandler(context -> answer(context, failures));
    for (int status : new int[] {400, 404, 405, 406, 413, 415, 500}) {
      router.errorHandler(status, context -> answer(context, failures));
    }
    return new HttpService(listen(vertx, onePort(address), router, patience));
  }

  /** Port 0 is any free one, but the same for all event loops. */
  private static Address onePort(Address address) {
    if (address.port() != 0) return address;
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address.host(), 0));
      return address.at(socket.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One server an event loop; the servers of one port take its connections in turn. */
  private static Collection<Listening> listen(
      Vertx vertx, Address address, Router router, Connections.Patience patience) {
    var servers = new ConcurrentLinkedQueue<Listening>();
    var oneEach = new DeploymentOptions().setInstances(LOOPS);
    try {
      vertx
          .deployVerticle(() -> new Loop(address, router, patience, servers::add), oneEach)
          .toCompletionStage()
          .toCompletableFuture()
          .join();
      return servers;
    } catch (CompletionException e) {
      if (e.getCause() instanceof BindException) {
        throw new PortTaken(address.name(), address.port(), e.getCause());
      }
      throw e;
    }
  }

  /** The server of one event loop. */
  private static final class Loop extends VerticleBase {
    private final Address address;
    private final Router router;
    private final Connections.Patience patience;
    private final Consumer<Listening> onListening;

    Loop(
        Address address,
        Router router,
        Connections.Patience patience,
        Consumer<Listening> onListening) {
      this.address = address;
      this.router = router;
      this.patience = patience;
      this.onListening = onListening;
    }

    @Override
    public Future<?> start() {
      var connections = new Connections(vertx, patience);
      return vertx
          .createHttpServer(options(address))
          .connectionHandler(connections::opened)
          .requestHandler(
              request -> {
                connections.asked(request);
                router.handle(request);
              })
          .listen()
          .onSuccess(server -> onListening.accept(new Listening(server, connections)))
          .onFailure(ignored -> connections.close());
    }
  }

  private static HttpServerOptions options(Address address) {
    return new HttpServerOptions()
        .setHost(address.host())
        .setPort(address.port())
        .setTcpNoDelay(true)
        .setReuseAddress(true)
        .setMaxHeaderSize(HEADER_BYTES_MAX)
        .setHttp2ClearTextEnabled(false) // it has limits of its own, and nothing here speaks it
        .setPerFrameWebSocketCompressionSupported(false) // nor WebSockets, whose handlers every
        .setPerMessageWebSocketCompressionSupported(false) // request would pass
        .setIdleTimeout(address.idleSeconds())
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setCompressionSupported(false);
  }

  private static boolean isGone(RoutingContext context) {
    return context.response().closed() || context.failure() instanceof HttpClosedException;
  }

  /**
   * Vert.x gives a failure no status if what it read was no HTTP, such as a chunk without a size.
   */
  private static boolean isNoHttp(RoutingContext context) {
    return context.failure() != null
        && context.statusCode() < 400
        && !context.request().isEnded()
        && !isGone(context);
  }

  private static void answer(RoutingContext context, Consumer<RoutingContext> failures) {
    if (isNoHttp(context)) {
      context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      context.fail(400);
      return;
    }
    if (isGone(context)) {
      LOG.debug("{} was left by its client", RequestId.of(context), context.failure());
    } else if (context.failure() != null && context.statusCode() >= 500) {
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
    return servers.getFirst().server().actualPort();
  }

  @Override
  public void close() {
    servers.forEach(listening -> listening.connections().close());
    var drained =
        Future.all(
            servers.stream()
                .map(listening -> listening.server().shutdown(DRAIN_SECONDS, TimeUnit.SECONDS))
                .toList());
    try {
      drained.await(DRAIN_SECONDS + 2L, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LOG.warn("requests were still running after {} s and were cut off", DRAIN_SECONDS);
    }
  }
}
