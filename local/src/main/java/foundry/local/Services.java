package foundry.local;

import foundry.api.database.Migrations;
import foundry.postgres.Login;
import foundry.postgres.Migration;
import foundry.settings.SettingsReader;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The two services as parts: the only place that knows how each is started. */
final class Services {
  private static final List<String> LOCAL_ONLY =
      List.of(
          "local: answers in quotations from the documents",
          "(set OPENAI_API_KEY or OPENAI_BASE_URL in .env for written answers)");

  private static final String OWNER = "the role that owns the schema and migrates it";

  private final SettingsReader settings;

  Services(SettingsReader settings) {
    this.settings = settings;
  }

  static Services of(Plan plan) {
    return new Services(SettingsReader.withDotEnv(plan.settings(), plan.home().dotEnv()));
  }

  AutoCloseable startAi(Vertx vertx) {
    var ai = foundry.ai.Settings.from(settings);
    settings.check();
    return foundry.ai.Main.start(vertx, ai);
  }

  AutoCloseable startApi(Vertx vertx) {
    var api = foundry.api.Settings.from(settings);
    settings.check();
    return foundry.api.Main.start(vertx, api);
  }

  /** Needs the database's settings only. */
  void migrate() {
    var owner = login("FOUNDRY_DATABASE_OWNER", OWNER);
    var app = login("FOUNDRY_DATABASE_USER", "the role that serves requests");
    var queue = login("FOUNDRY_QUEUE_USER", "the role that hands out jobs");
    var ai = login("FOUNDRY_AI_DATABASE_USER", "the role that serves the AI service's requests");
    settings.check();
    new Migrations(owner).run(app, queue);
    foundry.ai.database.Schema.migrate(owner, ai);
  }

  /** What the database has seen of each schema; needs the owner's settings only. */
  Map<String, List<Migration>> migrations() {
    var owner = login("FOUNDRY_DATABASE_OWNER", OWNER);
    settings.check();
    var schemas = new LinkedHashMap<String, List<Migration>>();
    schemas.put("api", new Migrations(owner).list());
    schemas.put("ai", foundry.ai.database.Schema.list(owner));
    return schemas;
  }

  private Login login(String name, String purpose) {
    return new Login(
        settings.required("FOUNDRY_DATABASE_URL", "where PostgreSQL is"),
        settings.required(name, purpose),
        settings.required(name + "_PASSWORD", "its password"));
  }

  /** What writes answers, in words. */
  List<String> models() {
    return foundry.ai.Settings.from(settings).openAi().map(Services::remote).orElse(LOCAL_ONLY);
  }

  private static List<String> remote(foundry.ai.Settings.OpenAi server) {
    String model = server.model().orElse("the first one it lists");
    return List.of("%s at %s".formatted(model, server.baseUrl()));
  }
}
