package foundry.api;

import foundry.api.aiclient.AiClient;
import foundry.api.database.Channel;
import foundry.api.database.Database;
import foundry.api.database.DocumentUses;
import foundry.api.database.Migrations;
import foundry.api.database.Rates;
import foundry.api.database.SignIn;
import foundry.api.graphql.Documents;
import foundry.api.graphql.Engine;
import foundry.api.graphql.UseCount;
import foundry.api.graphql.http.QueryRoute;
import foundry.api.graphql.limits.RateLimits;
import foundry.api.graphql.live.Streams;
import foundry.api.identity.Identities;
import foundry.api.storage.ObjectStore;
import foundry.api.web.ClientConfig;
import foundry.api.web.Cors;
import foundry.api.web.Drain;
import foundry.api.web.Failures;
import foundry.api.web.Health;
import foundry.api.web.WebApp;
import foundry.api.worker.Worker;
import foundry.http.HttpService;
import foundry.http.RunningService;
import foundry.postgres.Notifications;
import foundry.postgres.ServingRole;
import foundry.telemetry.Metrics;
import foundry.telemetry.Tracer;
import foundry.viewer.CallerTokens;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of contents: every part of the service, wired by hand. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /** Starts the service and answers once it listens. */
  public static RunningService start(Vertx vertx, Settings settings) {
    return RunningService.start(parts -> start(vertx, settings, parts));
  }

  private static HttpService start(Vertx vertx, Settings settings, RunningService.Parts parts) {
    var logins = settings.logins();
    logins.owner().ifPresent(owner -> new Migrations(owner).run(logins.app(), logins.queue()));

    ServingRole.requireBound(
        logins.app(), "FOUNDRY_DATABASE_USER", List.of("app", "queue", "traffic"));

    var clock = Clock.systemUTC();
    var metrics = new Metrics("api");
    var statements = metrics.registry().counter("foundry.sql.statements");
    var telemetry = settings.telemetry();
    var lost = metrics.registry().counter("foundry.spans.lost");
    var tracer = parts.add(Tracer.to(telemetry.collector(), vertx, "api", lost));
    var database =
        parts.add(Database.open(logins.app(), statements::increment, telemetry.slowStatement()));
    var schema = new Migrations.Check(logins.app(), database);
    schema.requireSound();
    var objects = parts.add(new ObjectStore(settings.storage(), clock));
    var notifications = parts.add(Notifications.open(logins.app(), Channel.class));
    var requests = parts.add(Executors.newVirtualThreadPerTaskExecutor());
    var secret = settings.ai().internalSecret().getBytes(StandardCharsets.UTF_8);
    var ai = new AiClient(settings.ai().url(), new CallerTokens(secret, clock));

    var serving = new Serving(database, schema, notifications, objects, ai, tracer);

    var graphql = graphql(settings, serving, clock);
    metrics.registry().gauge("foundry.streams.open", graphql.streams(), Streams::openCount);
    var drain = new Drain(settings.http().operation().drain());
    var ports = new Ports(graphql, serving, metrics, drain, requests);
    var http = listen(vertx, settings, ports, parts);
    LOG.info("api listens on {}:{}", settings.http().host(), http.port());
    worker(settings, metrics, serving).ifPresent(parts::add);
    // Ended first: the port waits for what is under way, and a stream is until someone ends it.
    parts.add(graphql.streams());
    parts.add(drain);
    return http;
  }

  /** What requests and jobs both need. */
  private record Serving(
      Database database,
      Migrations.Check schema,
      Notifications<Channel> notifications,
      ObjectStore objects,
      AiClient ai,
      Tracer tracer) {}

  /** What is reached through the HTTP port. */
  private record Ports(
      QueryRoute.Parts graphql, Serving serving, Metrics metrics, Drain drain, Executor requests) {}

  private static QueryRoute.Parts graphql(Settings settings, Serving serving, Clock clock) {
    var oidc = settings.oidc();
    var database = serving.database();
    var identities = new Identities(oidc.issuer(), oidc.audience(), new SignIn(database), clock);
    boolean dev = settings.environment() == Settings.Environment.DEV;
    var types = Schema.of(serving.objects(), serving.ai(), database.statements());
    var documents = new Documents(types, Documents.read(settings.http().documentsPath()), dev);
    var engine = new Engine(types.schema(), database, dev);
    var streams =
        new Streams(engine, database, identities, serving.notifications(), serving.tracer());
    return new QueryRoute.Parts(identities, documents, engine, streams, serving.tracer());
  }

  private static HttpService listen(
      Vertx vertx, Settings settings, Ports ports, RunningService.Parts parts) {
    var http = settings.http();
    var health =
        new Health(checks(ports.serving()), ports.metrics(), ports.drain(), ports.requests());
    var management = http.operation().managementPort();
    management
        .map(port -> new HttpService.Address("management of api", http.host(), port))
        .map(at -> HttpService.start(vertx, at, health::addManagementTo, Failures::answer))
        .ifPresent(parts::add);
    boolean dev = settings.environment() == Settings.Environment.DEV;
    var rates = settings.rates();
    var rule = new RateLimits.Rule(rates.perPerson(), rates.perOrganization());
    var limits = new RateLimits(rule, new Rates(ports.serving().database()));
    var uses = parts.add(UseCount.start(new DocumentUses(ports.serving().database())));
    var rules = new QueryRoute.Rules(limits, uses, dev, ports.drain()::isStopping);
    var query =
        new QueryRoute(ports.graphql(), rules, ports.requests(), ports.metrics().registry());
    var web = new WebApp(settings, ports.requests());
    return parts.add(
        HttpService.start(
            vertx,
            new HttpService.Address("api", http.host(), http.port()),
            router -> {
              web.addHeadersTo(router);
              Cors.addTo(router, http.corsOrigins());
              query.addTo(router);
              new ClientConfig(settings).addTo(router);
              if (management.isPresent()) health.addTo(router);
              else health.addManagementTo(router);
              web.addTo(router);
            },
            Failures::answer));
  }

  private static Optional<Worker> worker(Settings settings, Metrics metrics, Serving serving) {
    return switch (settings.worker().mode()) {
      case NONE -> Optional.empty();
      case EMBEDDED ->
          Optional.of(
              Worker.start(
                  new Worker.Parts(
                      serving.database(),
                      serving.notifications(),
                      settings.logins().queue(),
                      serving.objects(),
                      serving.ai(),
                      settings.worker().name(),
                      Clock.systemUTC(),
                      metrics.registry(),
                      serving.tracer())));
    };
  }

  private static Map<String, Health.Check> checks(Serving serving) {
    var checks = new LinkedHashMap<String, Health.Check>();
    checks.put("database", Health.Check.of(serving.database()::isReady));
    checks.put("migrations", serving.schema()::problem);
    checks.put("ai", Health.Check.of(serving.ai()::isReady));
    checks.put("storage", Health.Check.of(serving.objects()::isReady));
    return checks;
  }
}
