package foundry.ai;

import foundry.http.RunningService;
import foundry.settings.SettingsReader;
import foundry.viewer.Caller;
import foundry.viewer.CallerTokens;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The whole service on a free port, as an operator would start it. */
final class RunningAi implements AutoCloseable {
  static final String SECRET = "a secret of the tests that is long enough";

  /** Without any provider but the local one. Shared: every test has its own organization. */
  static final RunningAi LOCAL = start(folder(), Map.of());

  private final Vertx vertx;
  private final RunningService service;
  final Path index;

  private RunningAi(Vertx vertx, RunningService service, Path index) {
    this.vertx = vertx;
    this.service = service;
    this.index = index;
  }

  static Path folder() {
    try {
      var folder = Files.createTempDirectory("foundry-ai");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RunningAi start(Path index, Map<String, String> more) {
    var values = new HashMap<>(more);
    TestDatabase.SETTINGS.forEach(values::putIfAbsent);
    return startWith(index, values);
  }

  /** With a database that the settings name. */
  static RunningAi startWith(Path index, Map<String, String> more) {
    var values = new HashMap<>(more);
    values.put("FOUNDRY_AI_PORT", "0");
    values.put("FOUNDRY_INTERNAL_SECRET", SECRET);
    values.put("FOUNDRY_AI_INDEX_PATH", index.toString());
    values.putIfAbsent("FOUNDRY_AI_USAGE_PATH", index.resolve("usage").toString());
    var reader = SettingsReader.only(values);
    var settings = Settings.from(reader);
    reader.check();
    var vertx =
        Vertx.vertx(
            new VertxOptions()
                .setBlockedThreadCheckInterval(50)
                .setMaxEventLoopExecuteTime(500_000_000));
    return new RunningAi(vertx, Main.start(vertx, settings), index);
  }

  int port() {
    return service.port();
  }

  Client client(OrgId org) {
    return new Client(port(), token(org, Clock.systemUTC(), SECRET));
  }

  Client someone() {
    return client(new OrgId(UUID.randomUUID()));
  }

  static String token(OrgId org, Clock clock, String secret) {
    var caller =
        new Caller(org, new UserId(UUID.randomUUID()), Optional.empty(), "req_of_the_test");
    return new CallerTokens(secret.getBytes(StandardCharsets.UTF_8), clock).sign(caller);
  }

  @Override
  public void close() {
    service.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
