package foundry.api.web;

import foundry.api.Settings;
import foundry.http.Gzip;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/**
 * The built web app at {@code /}. Files with a hash in their name never change and are kept by
 * browsers for good; any path without a dot is a screen, which index.html draws.
 */
public final class WebApp {
  private static final String INDEX = "/index.html";
  private static final String GRAPHIQL = "/graphiql";
  private static final Pattern HASHED =
      Pattern.compile("(?:/graphiql)?/assets/.+-[A-Za-z0-9_-]{8}\\.\\w+");

  private final Optional<WebFiles> files;
  private final SecurityHeaders headers;
  private final Executor executor;
  private final boolean dev;

  public WebApp(Settings settings, Executor executor) {
    Optional<Path> folder = settings.http().webPath();
    this.files = folder.map(WebFiles::new);
    this.headers = new SecurityHeaders(settings);
    this.executor = executor;
    this.dev = settings.environment() == Settings.Environment.DEV;
  }

  /** Adds the headers to every reply. */
  public void addHeadersTo(Router router) {
    router.route().handler(headers::handle);
  }

  /** Adds the files, behind all other routes. */
  public void addTo(Router router) {
    files.ifPresent(
        known -> {
          router.get().handler(http -> handle(known, http));
          router.head().handler(http -> handle(known, http));
        });
  }

  private void handle(WebFiles known, RoutingContext http) {
    var context = http.vertx().getOrCreateContext();
    executor.execute(
        () -> {
          var path = http.normalizedPath();
          var file = isHidden(path) ? Optional.<WebFiles.WebFile>empty() : find(known, path);
          context.runOnContext(
              ignored -> file.ifPresentOrElse(f -> send(http, path, f), () -> http.fail(404)));
        });
  }

  private static boolean isGraphiql(String path) {
    return path.equals(GRAPHIQL) || path.startsWith(GRAPHIQL + "/");
  }

  /** A tool of developers: nobody else has a use for it, and whoever finds it would try. */
  private boolean isHidden(String path) {
    return !dev && isGraphiql(path);
  }

  private static Optional<WebFiles.WebFile> find(WebFiles known, String path) {
    boolean screen = path.lastIndexOf('.') < path.lastIndexOf('/') || path.equals("/");
    var index = isGraphiql(path) ? GRAPHIQL + INDEX : INDEX;
    try {
      return known.find(screen ? index : path);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void send(RoutingContext http, String path, WebFiles.WebFile file) {
    var response = http.response();
    boolean kept = HASHED.matcher(path).matches();
    response.putHeader(HttpHeaders.CONTENT_TYPE, file.mediaType());
    response.putHeader(
        HttpHeaders.CACHE_CONTROL, kept ? "public, max-age=31536000, immutable" : "no-cache");
    response.headers().add(HttpHeaders.VARY, "accept-encoding");
    var accepted = http.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
    var body = file.bytes();
    if (file.gzipped().isPresent() && Gzip.isAccepted(accepted)) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
      body = file.gzipped().get();
    }
    if (http.request().method().equals(HttpMethod.HEAD)) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length())).end();
    } else {
      response.end(body);
    }
  }
}
