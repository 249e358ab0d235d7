package foundry.ai;

import static foundry.ai.Limits.BODY_BYTES_MAX;
import static foundry.ai.Limits.DOCUMENT_BODY_BYTES_MAX;
import static foundry.ai.Limits.GENERATE_BODY_BYTES_MAX;
import static foundry.ai.Routes.CHAT;
import static foundry.ai.Routes.COUNT_TOKENS;
import static foundry.ai.Routes.DOCUMENT;
import static foundry.ai.Routes.TEMPLATE;
import static foundry.ai.Routes.TEMPLATE_LABEL;

import foundry.ai.catalogue.Catalogue;
import foundry.ai.catalogue.OwnNames;
import foundry.ai.check.Schemas;
import foundry.ai.chunk.ChunkRoute;
import foundry.ai.database.Database;
import foundry.ai.database.Schema;
import foundry.ai.dialect.ModelRoute;
import foundry.ai.dialect.ModelsRoute;
import foundry.ai.dialect.anthropic.CountTokensRoute;
import foundry.ai.dialect.anthropic.MessagesRoute;
import foundry.ai.dialect.openai.ChatCompletionsRoute;
import foundry.ai.dialect.openai.EmbeddingsRoute;
import foundry.ai.dialect.openai.ModerationsRoute;
import foundry.ai.embed.LocalEmbedder;
import foundry.ai.generate.CancelRoute;
import foundry.ai.generate.GenerateRoute;
import foundry.ai.generate.Generations;
import foundry.ai.generate.Models;
import foundry.ai.generate.ResumeRoute;
import foundry.ai.http.Authentication;
import foundry.ai.http.Failures;
import foundry.ai.key.KeyRing;
import foundry.ai.meter.Metering;
import foundry.ai.meter.UsageRoute;
import foundry.ai.prepare.Preparation;
import foundry.ai.prompt.GetTemplateRoute;
import foundry.ai.prompt.ListTemplatesRoute;
import foundry.ai.prompt.MoveLabelRoute;
import foundry.ai.prompt.PutTemplateRoute;
import foundry.ai.prompt.Templates;
import foundry.ai.provider.TextProvider;
import foundry.ai.provider.local.ExtractiveProvider;
import foundry.ai.question.EmbedRoute;
import foundry.ai.question.Gate;
import foundry.ai.question.ModerateRoute;
import foundry.ai.question.RerankRoute;
import foundry.ai.retrieve.DeleteDocumentRoute;
import foundry.ai.retrieve.Indexes;
import foundry.ai.retrieve.Indexing;
import foundry.ai.retrieve.PutDocumentRoute;
import foundry.ai.retrieve.RetrieveRoute;
import foundry.ai.retrieve.WorkUnderWay;
import foundry.ai.route.BudgetExchange;
import foundry.ai.route.OnceMore;
import foundry.ai.route.Providers;
import foundry.ai.route.RetryBudget;
import foundry.ai.route.Router;
import foundry.ai.route.RoutesRoute;
import foundry.ai.route.Ticker;
import foundry.ai.score.ScoreRoute;
import foundry.ai.score.Scoring;
import foundry.ai.telemetry.Observed;
import foundry.ai.telemetry.Pseudonyms;
import foundry.ai.telemetry.Tracing;
import foundry.ai.token.Tokenizers;
import foundry.ai.token.TokensRoute;
import foundry.http.HttpService;
import foundry.http.RunningService;
import foundry.telemetry.Metrics;
import foundry.viewer.CallerTokens;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of contents of the AI service: every part, wired by hand. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private static final long IDLE_CHECK_MILLIS = 60_000;

  private Main() {}

  /** Starts the service and answers once it listens; the embedding model may still be loading. */
  public static RunningService start(Vertx vertx, Settings settings) {
    return RunningService.start(parts -> start(vertx, settings, parts));
  }

  private static HttpService start(Vertx vertx, Settings settings, RunningService.Parts parts) {
    var logins = settings.logins();
    logins.owner().ifPresent(owner -> Schema.migrate(owner, logins.serving()));
    Schema.requireBound(logins.serving());
    var clock = Clock.systemUTC();
    var metrics = new Metrics("ai");
    var registry = metrics.registry();
    var catalogue = settings.catalogue().orElseGet(Catalogue::builtIn);
    var database = parts.add(Database.open(logins.serving()));
    // Before all that makes calls: what they used is written down until the last one is over.
    var metering = parts.add(Metering.start(settings.usagePath(), database, catalogue, registry));
    var indexes = parts.add(new Indexes(settings.indexPath()));
    var embedder = parts.add(LocalEmbedder.start(settings.indexPath().resolve("native")));
    var workers = Executors.newVirtualThreadPerTaskExecutor();
    parts.add(workers::shutdown);
    var all = parts.add(new AllProviders(vertx, settings, clock));
    var providers =
        new Providers(
            all.text(new ExtractiveProvider(vertx, workers, embedder)), catalogue::hasModel);
    var tokenizers = new Tokenizers(workers, embedder::tokens);
    var indexing = new Indexing(indexes, embedder, registry);
    var underWay = new WorkUnderWay();
    var tokens =
        new CallerTokens(settings.internalSecret().getBytes(StandardCharsets.UTF_8), clock);
    var heard = Database.listen(logins.serving());
    var keys = parts.add(new KeyRing(vertx, database, heard, workers, clock));
    var authentication = new Authentication(tokens, keys.credentials(), clock);
    var ours = new OwnNames(catalogue, settings.models());
    var budget = new RetryBudget(Ticker.SYSTEM, settings.routes().budget());
    var rules =
        new Router.Rules(
            settings.routes(),
            settings.timeouts(),
            budget,
            new KnownAbilities(catalogue),
            ours::has);
    var router = new Router(vertx, providers, rules, registry);
    var names = names(providers);
    var pseudonyms = new Pseudonyms(settings.internalSecret());
    var tracing = parts.add(Tracing.to(settings.telemetry(), vertx, pseudonyms, names, registry));
    var observed = new Observed(metering, ours, registry, pseudonyms, names);
    var scoring = new Scoring(embedder);
    var templates = new Templates(database);
    var preparation =
        new Preparation(catalogue, tokenizers, new Schemas(), settings.imageHosts(), workers);
    var generations =
        new Generations(router, observed, clock, tracing, registry, preparation, scoring, workers);
    var onceMore = new OnceMore(vertx, budget);
    var gate = new Gate(observed, registry);
    var questions =
        AllQuestions.of(
            vertx,
            onceMore,
            all,
            catalogue::hasModel,
            embedder,
            workers,
            observed,
            gate,
            clock,
            tracing);
    var models = new Models(providers, router.routes(), questions.offers(), catalogue);
    WarmUp.run(tokens);
    Consumer<io.vertx.ext.web.Router> routes =
        paths -> {
          new Health(embedder, metrics).on(paths);
          var on = new Routes(paths, authentication, workers, registry);
          on.post(
              "/v1/generate",
              GENERATE_BODY_BYTES_MAX,
              new GenerateRoute(generations, templates, workers));
          on.post("/v1/embed", BODY_BYTES_MAX, new EmbedRoute(questions.embeddings(), workers));
          on.post("/v1/rerank", BODY_BYTES_MAX, new RerankRoute(questions.rankings()));
          on.post("/v1/moderate", BODY_BYTES_MAX, new ModerateRoute(questions.moderations()));
          on.post(CHAT, GENERATE_BODY_BYTES_MAX, new ChatCompletionsRoute(generations));
          on.post("/v1/messages", GENERATE_BODY_BYTES_MAX, new MessagesRoute(generations));
          on.post(COUNT_TOKENS, GENERATE_BODY_BYTES_MAX, new CountTokensRoute(tokenizers));
          on.post("/v1/retrieve", BODY_BYTES_MAX, new RetrieveRoute(indexes, embedder));
          on.put(DOCUMENT, DOCUMENT_BODY_BYTES_MAX, new PutDocumentRoute(indexing, underWay));
          on.delete(DOCUMENT, new DeleteDocumentRoute(indexes, underWay));
          on.post("/v1/keys", BODY_BYTES_MAX, keys.create());
          on.get("/v1/keys", keys.list());
          on.delete("/v1/keys/:key", keys.revoke());
          on.get("/v1/usage", new UsageRoute(database, clock));
          on.post("/v1/tokens", GENERATE_BODY_BYTES_MAX, new TokensRoute(tokenizers));
          on.post("/v1/chunk", GENERATE_BODY_BYTES_MAX, new ChunkRoute(tokenizers));
          on.post("/v1/score", GENERATE_BODY_BYTES_MAX, new ScoreRoute(scoring, tokenizers));
          on.get("/v1/templates", new ListTemplatesRoute(templates));
          on.get(TEMPLATE, new GetTemplateRoute(templates));
          on.put(TEMPLATE, GENERATE_BODY_BYTES_MAX, new PutTemplateRoute(templates));
          on.put(TEMPLATE_LABEL, BODY_BYTES_MAX, new MoveLabelRoute(templates));
          on.get("/v1/generations/:id/events", new ResumeRoute(generations));
          on.delete("/v1/generations/:id", new CancelRoute(generations));
          on.get("/v1/routes", new RoutesRoute(router));
          on.post(
              "/v1/embeddings",
              BODY_BYTES_MAX,
              new EmbeddingsRoute(questions.embeddings(), workers));
          on.post("/v1/moderations", BODY_BYTES_MAX, new ModerationsRoute(questions.moderations()));
          on.get("/v1/models", new ModelsRoute(models));
          on.get("/v1/models/*", new ModelRoute(models));
          on.done();
        };
    long idleCheck =
        vertx.setPeriodic(IDLE_CHECK_MILLIS, ignored -> workers.execute(indexes::closeIdle));
    parts.add(() -> vertx.cancelTimer(idleCheck));
    if (settings.routes().budget().shared()) {
      parts.add(BudgetExchange.start(vertx, budget, database, workers));
    }
    return parts.add(listen(vertx, settings, routes));
  }

  /** What OpenTelemetry calls them. */
  private static Map<String, String> names(Providers providers) {
    return providers.all().stream()
        .collect(Collectors.toMap(TextProvider::name, TextProvider::telemetryName, (a, b) -> a));
  }

  private static HttpService listen(
      Vertx vertx, Settings settings, Consumer<io.vertx.ext.web.Router> routes) {
    var address =
        new HttpService.Address(
            "ai", settings.host(), settings.port(), Limits.CONNECTION_IDLE_SECONDS);
    var http = HttpService.start(vertx, address, routes, Failures::answer);
    LOG.info("ai listens on {}:{}", settings.host(), http.port());
    return http;
  }
}
