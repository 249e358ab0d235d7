package foundry.ai;

import foundry.ai.http.Failures;
import foundry.ai.prepare.Vocabularies;
import foundry.ai.provider.local.ExtractiveProvider;
import foundry.ai.route.Providers;
import foundry.ai.token.Tokenizers;
import foundry.http.HttpService;
import foundry.http.RunningService;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of contents of the AI service: every part, wired by hand, each from those above it. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /** Starts the service and answers once it listens; the embedding model may still be loading. */
  public static RunningService start(Vertx vertx, Settings settings) {
    return RunningService.start(parts -> start(vertx, settings, parts));
  }

  private static HttpService start(Vertx vertx, Settings settings, RunningService.Parts parts) {
    var ground = Ground.open(vertx, settings, parts);
    var search = Search.open(ground, parts);
    var all = parts.add(new AllProviders(vertx, settings, ground.clock()));
    var local = new ExtractiveProvider(vertx, ground.workers(), search.embedder());
    var providers = new Providers(all.text(local), ground.catalogue()::hasModel);
    var access = Access.open(ground, parts);
    var telemetry = Telemetry.open(ground, providers, parts);
    var tokenizers =
        new Tokenizers(
            ground.workers(),
            search.embedder()::tokens,
            model -> Vocabularies.family(model, ground.catalogue()));
    var vocabularies = new Vocabularies(ground.catalogue(), tokenizers);
    var routing = Routing.open(ground, providers, vocabularies, telemetry.names(), parts);
    var answers = Answers.of(ground, search, vocabularies, routing, telemetry);
    var questions = AllQuestions.of(ground, search, all, routing, telemetry);
    WarmUp.run(access.tokens());
    var paths = new Paths(ground, search, access, routing, answers, questions);
    return parts.add(listen(vertx, settings, paths));
  }

  private static HttpService listen(Vertx vertx, Settings settings, Paths paths) {
    var address =
        new HttpService.Address(
            "ai",
            settings.host(),
            settings.port(),
            Limits.CONNECTION_IDLE_SECONDS,
            Limits.BODY_SECONDS_MAX);
    var http = HttpService.start(vertx, address, paths::on, Failures::answer);
    LOG.info("ai listens on {}:{}", settings.host(), http.port());
    return http;
  }
}
