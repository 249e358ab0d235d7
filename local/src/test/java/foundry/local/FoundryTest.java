package foundry.local;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.http.Json;
import foundry.local.data.DataFolder;
import foundry.local.data.Secrets;
import foundry.local.oidc.Persona;
import foundry.local.oidc.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as a process of its own, as people start it. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FoundryTest {
  private final List<Process> started = new ArrayList<>();
  private final String port = String.valueOf(TestPorts.base());

  @TempDir Path parent;

  @AfterEach
  void stopAll() throws Exception {
    for (var process : started) {
      process.destroy();
      if (!process.waitFor(40, TimeUnit.SECONDS)) process.destroyForcibly();
    }
  }

  @Test
  void it_starts_seeded_survives_a_kill_and_stops_on_command() throws Exception {
    // A collector is named, if away: what makes traces has to be on the product's class path.
    var traced = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1");
    var first = start(traced, "up", "--data", data(), "--port", port);
    assertThat(rest(first, "is ready")).contains("Universal AI Foundry is ready");
    assertThat(rest(first, "Stop"))
        .contains("http://127.0.0.1:" + port, "Ada Lovelace", "./foundry stop --data " + data());
    var seen = organizations();
    assertThat(seen).contains("Acme", "Field manuals", "Pump P-40 manual.pdf", "READY");
    assertThat(seen).doesNotContain("Globex");

    keyOpensUsageWhichIsNobodys();

    var second = foundry("up", "--data", data(), "--port", port);
    assertThat(second.waitFor()).isEqualTo(1);
    assertThat(output(second)).contains("process " + first.pid(), "http://127.0.0.1:" + port);

    first.destroyForcibly().waitFor();
    var third = foundry("up", "--data", data(), "--port", port);
    rest(third, "is ready");
    assertThat(organizations()).isEqualTo(seen);

    var stop = foundry("stop", "--data", data());
    assertThat(stop.waitFor()).isZero();
    assertThat(output(stop)).contains("Stopped.");
    assertThat(third.waitFor()).isZero();
    assertThat(foundry("status", "--data", data()).waitFor()).isEqualTo(4);
  }

  /** The warm-up's answer is not counted; the port is known from the folder. */
  private void keyOpensUsageWhichIsNobodys() throws Exception {
    var create = foundry("key", "create", "--name", "a test", "--data", data(), "--expires", "30d");
    String said = output(create);
    assertThat(create.waitFor()).as(said).isZero();
    assertThat(said).contains("Opens       models, usage, until 20");
    String key = said.substring(said.indexOf("fk_")).split("\\s", 2)[0];
    var url = URI.create("http://127.0.0.1:%d/v1/usage".formatted(Integer.parseInt(port) + 1));
    var request = HttpRequest.newBuilder(url).header("authorization", "Bearer " + key).build();
    try (var http = HttpClient.newHttpClient()) {
      var reply = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(reply.statusCode()).isEqualTo(200);
      assertThat(Json.tree(reply.body()).path("usage").size()).as(reply.body()).isZero();
    }
  }

  @Test
  void keys_need_the_product_to_run() throws Exception {
    assertRefused(
        foundry("key", "create", "--name", "x", "--data", data()),
        "Foundry does not run on " + data() + ".",
        "./foundry up");
    assertRefused(
        foundry("key", "create", "--name", "x", "--data", data(), "--expires", "soon"),
        "--expires soon (expected: ");
  }

  /** What Ada sees. The keys of the running product are on disk, so a token can be written here. */
  private String organizations() {
    var secrets = new Secrets(DataFolder.open(Path.of(data())).secrets());
    var signIn = Integer.parseInt(port) + 3;
    try (var api =
        new GraphQl(
            "http://127.0.0.1:" + port,
            persona -> TestTokens.access(secrets, signIn, persona),
            Persona.ADA)) {
      return Json.text(
          api.run(
              "{ viewer { organizations { nodes { name projects { nodes { name"
                  + " suggestedQuestions documents { nodes { name status } } } } } } } }",
              Map.of()));
    }
  }

  @Test
  void a_start_that_is_interrupted_stops_at_once_and_never_says_it_is_ready() throws Exception {
    var process = foundry("up", "--data", data(), "--port", port);
    Path serverLog = Path.of(data(), "logs", "foundry.log");
    assertThat(Until.isTrue(Duration.ofSeconds(60), () -> Files.exists(serverLog))).isTrue();
    // Not through the process, which would close its output too.
    process.toHandle().destroy();
    assertThat(process.waitFor()).isZero();
    assertThat(output(process)).contains("Stopping ...").doesNotContain("is ready", "SIGSEGV");
  }

  @Test
  void the_help_of_the_script_names_every_command() throws Exception {
    var script = Files.readString(Path.of("..", "foundry"));
    assertThat(new CommandLine(new Foundry()).getSubcommands().keySet())
        .allSatisfy(command -> assertThat(script).contains("  ./foundry " + command + " "));
  }

  @Test
  void a_taken_port_ends_the_start_with_a_message_and_no_stack_trace() throws Exception {
    try (var other = TestPorts.listen(Integer.parseInt(port) + 2)) {
      assertThat(other.isBound()).isTrue();
      assertRefused(
          foundry("up", "--data", data(), "--port", port),
          "which object storage needs, is taken by another process",
          "--port ");
    }
  }

  @Test
  void a_data_folder_that_cannot_be_written_ends_the_start_with_a_message() throws Exception {
    Path file = Files.createFile(parent.resolve("file"));
    assertRefused(
        foundry("up", "--data", file.resolve("data").toString()), "cannot be written", "--data");
  }

  @Test
  void wrong_settings_end_the_start_with_a_list() throws Exception {
    var process =
        start(Map.of("FOUNDRY_MODEL_TOTAL_MILLIS", "soon"), "up", "--data", data(), "--port", port);
    assertRefused(process, "1. FOUNDRY_MODEL_TOTAL_MILLIS: soon (expected: ", ".env.example");
  }

  @Test
  void a_service_without_settings_lists_all_that_is_missing() throws Exception {
    assertRefused(foundry("api"), "FOUNDRY_DATABASE_URL", "FOUNDRY_OIDC_ISSUER");
  }

  @Test
  void a_format_of_the_log_that_there_is_not_is_told_with_all_else() throws Exception {
    for (String service : List.of("api", "ai")) {
      assertRefused(
          start(Map.of("FOUNDRY_LOG_FORMAT", "xml"), service),
          "FOUNDRY_LOG_FORMAT: xml (expected: one of json, text)",
          "FOUNDRY_INTERNAL_SECRET");
    }
  }

  @Test
  void migrating_is_looked_at_first_and_looking_changes_nothing() throws Exception {
    assertRefused(
        foundry("migrate", "--status", "--data", data()), "There is no database in " + data());
    assertThat(Path.of(data())).doesNotExist();
    assertThat(foundry("migrate", "--data", data(), "--port", port).waitFor()).isZero();
    var status = foundry("migrate", "--status", "--data", data(), "--port", port);
    assertThat(output(status))
        .contains("api  applied  V001__tenants.sql", "ai   applied  V001__usage_and_keys.sql")
        .doesNotContain("pending");
    var dryRun = foundry("migrate", "--dry-run", "--data", data(), "--port", port);
    assertThat(output(dryRun)).contains("Nothing would be run: the database is up to date.");
    assertThat(foundry("migrate", "--dry-run", "--status").waitFor()).isEqualTo(2);
  }

  @Test
  void migrating_says_what_is_missing_or_away() throws Exception {
    var url = Map.of("FOUNDRY_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/none");
    assertRefused(start(url, "migrate", "--dry-run"), "FOUNDRY_DATABASE_OWNER is not set");
    var away = new HashMap<>(url);
    away.put("FOUNDRY_DATABASE_OWNER", "owner");
    away.put("FOUNDRY_DATABASE_OWNER_PASSWORD", "secret of the owner");
    var refused = start(away, "migrate", "--status");
    assertThat(refused.waitFor()).isEqualTo(1);
    assertThat(output(refused))
        .contains("The database cannot be reached", "127.0.0.1:1", "FOUNDRY_DATABASE_URL")
        .doesNotContain("secret of the owner", "\tat ");
  }

  private static void assertRefused(Process process, String... words) throws Exception {
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(output(process)).contains(words).doesNotContain("\tat ", "Exception");
  }

  private String data() {
    return parent.resolve("data").toString();
  }

  private Process foundry(String... arguments) throws IOException {
    return start(Map.of(), arguments);
  }

  private Process start(Map<String, String> environment, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules=jdk.incubator.vector",
            "-XX:ErrorFile=target/hs_err_%p.log",
            "-Dfoundry.root=" + parent,
            "-Dfoundry.distribution=" + Path.of("target").toAbsolutePath(),
            "-cp",
            System.getProperty("java.class.path"),
            Foundry.class.getName()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .removeIf(
            n -> n.startsWith("FOUNDRY_") || n.startsWith("OPENAI_") || n.startsWith("OTEL_"));
    builder.environment().putAll(environment);
    var process = builder.start();
    started.add(process);
    return process;
  }

  /** Reads lines up to the one that holds these words. */
  private static String rest(Process process, String words) throws IOException {
    var text = new StringBuilder();
    for (var line = process.inputReader().readLine();
        line != null;
        line = process.inputReader().readLine()) {
      text.append(line).append('\n');
      if (line.contains(words)) return text.toString();
    }
    throw new AssertionError("it ended without saying \"" + words + "\":\n" + text);
  }

  private static String output(Process process) {
    return process.inputReader().lines().reduce("", (all, line) -> all + line + "\n");
  }
}
