package foundry.local.oidc;

import com.nimbusds.oauth2.sdk.Scope;
import foundry.http.HttpService;
import foundry.http.PortTaken;
import foundry.local.data.Ports;
import foundry.local.data.Refusal;
import foundry.local.data.Secrets;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;

/** A running issuer on loopback. Its keys and its people's sessions outlive a restart. */
public final class Issuer implements AutoCloseable {
  public static final String AUDIENCE = "foundry-api";
  public static final String CLIENT_ID = "foundry-web";

  /** Forms here hold a code or a token, nothing larger. */
  private static final int BODY_BYTES_MAX = 16 << 10;

  /** {@code origins} are those of the web app, such as {@code http://127.0.0.1:8080}. */
  public record Settings(
      String host, int port, List<String> origins, Secrets secrets, Clock clock) {}

  private final HttpService server;
  private final String url;
  private final Tokens tokens;

  private Issuer(HttpService server, String url, Tokens tokens) {
    this.server = server;
    this.url = url;
    this.tokens = tokens;
  }

  /** Throws {@link Refusal} if the host is not loopback or the port is taken. */
  public static Issuer start(Vertx vertx, Settings settings) {
    checkLoopback(settings.host());
    var clock = settings.clock();
    var url = "http://%s:%d".formatted(settings.host(), settings.port());
    var key = SigningKey.keptIn(settings.secrets());
    var secret = settings.secrets().random("sessions");
    var client = Client.of(CLIENT_ID, settings.origins());
    var codes = new Codes(clock);
    var tokens = new Tokens(url, AUDIENCE, CLIENT_ID, key, clock);
    var page = new SignInPage(settings.origins());
    var sessions = new Sessions(settings.port(), secret, clock);
    var routes =
        new Routes(
            new Origins(settings.port(), settings.origins()),
            new Discovery(url, key),
            new Authorize(url, client, sessions, codes, page, clock),
            new TokenExchange(
                URI.create(url + "/token"),
                client,
                codes,
                new RefreshTokens(secret, clock),
                tokens),
            new UserInfo(tokens),
            new EndSession(client, sessions, page),
            page);
    return new Issuer(listen(vertx, settings, routes), url, tokens);
  }

  private record Routes(
      Origins origins,
      Discovery discovery,
      Authorize authorize,
      TokenExchange exchange,
      UserInfo userInfo,
      EndSession endSession,
      SignInPage page) {
    void add(Router router) {
      router.route().handler(origins::checkHost);
      for (var shared : List.of("/.well-known/*", "/jwks", "/token", "/userinfo")) {
        router.route(shared).handler(origins::share);
      }
      router.post().handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX));
      router.get("/.well-known/openid-configuration").handler(discovery::metadata);
      router.get("/jwks").handler(discovery::keys);
      router.get("/authorize").handler(authorize::ask);
      router.post("/authorize").handler(authorize::choose);
      router.post("/token").handler(exchange::exchange);
      router.get("/userinfo").handler(userInfo::answer);
      router.post("/userinfo").handler(userInfo::answer);
      router.get("/end_session").handler(endSession::end);
      router.post("/end_session").handler(endSession::end);
      router.get("/style.css").handler(page::style);
    }
  }

  private static HttpService listen(Vertx vertx, Settings settings, Routes routes) {
    var address = new HttpService.Address("sign-in", settings.host(), settings.port());
    try {
      return HttpService.start(vertx, address, routes::add, Issuer::fail);
    } catch (PortTaken e) {
      throw Ports.taken("sign-in", settings.port(), e);
    }
  }

  private static void fail(RoutingContext context) {
    int status = context.statusCode() < 400 ? 500 : context.statusCode();
    context.response().setStatusCode(status).end();
  }

  /** People without passwords must not be reachable from another machine. */
  private static void checkLoopback(String host) {
    try {
      if (InetAddress.getByName(host).isLoopbackAddress()) return;
    } catch (UnknownHostException e) {
      // Not loopback either.
    }
    throw new Refusal(
        "The sign-in page with its personas listens on loopback only (asked for: %s)."
            .formatted(host),
        "To serve others, set FOUNDRY_OIDC_ISSUER to a real issuer and run `foundry api`.");
  }

  public String url() {
    return url;
  }

  /** A token for the API as if the persona had just signed in; for seeding and warm-up. */
  public String accessToken(Persona persona) {
    return tokens.access(persona, new Scope("openid", "profile", "email")).serialize();
  }

  @Override
  public void close() {
    server.close();
  }
}
