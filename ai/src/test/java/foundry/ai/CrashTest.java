package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.viewer.OrgId;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** kill -9 in the middle of traffic: what was answered is counted, once. */
final class CrashTest {
  private static final int CALLERS = 8;
  private static final int ANSWERS_MIN = 200;

  private final FakeOpenAi provider = new FakeOpenAi();
  private final Path folder = RunningAi.folder();
  private final OrgId org = new OrgId(UUID.randomUUID());
  private final Set<String> acknowledged = new ConcurrentSkipListSet<>();

  private Process start() throws Exception {
    RunningAi.LOCAL.port(); // the schema is there
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            CrashedService.class.getName(),
            folder.toString(),
            TestDatabase.URL,
            provider.url())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static int port(Process process) throws Exception {
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("port ")) return Integer.parseInt(line.substring(5));
    }
    throw new AssertionError("it did not start");
  }

  /** Asks until nobody answers any more. */
  private void call(int port) {
    var client =
        new Client(port, RunningAi.token(org, java.time.Clock.systemUTC(), RunningAi.SECRET));
    try {
      while (true) {
        var reply =
            client.post("/v1/generate", "{\"prompt\":\"Why?\",\"model\":\"openai/normal\"}");
        if (reply.status() != 200) return;
        acknowledged.add(reply.body().path("id").stringValue());
      }
    } catch (AssertionError e) {
      // It was killed.
    }
  }

  @Test
  void every_acknowledged_call_is_counted_exactly_once_after_a_kill() throws Exception {
    var process = start();
    try (var lock = DriverManager.getConnection(TestDatabase.URL, "postgres", "");
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      int port = port(process);
      lock.setAutoCommit(false);
      lock.createStatement().execute("lock table ai.usage in exclusive mode");
      for (int i = 0; i < CALLERS; i++) callers.execute(() -> call(port));
      Await.until("traffic", () -> acknowledged.size() >= ANSWERS_MIN);
      process.destroyForcibly().waitFor();
    } finally {
      process.destroyForcibly();
    }
    assertThat(counted()).as("nothing had reached the database").isEmpty();
    try (var _ = RunningAi.start(folder, Map.of("OPENAI_BASE_URL", provider.url()))) {
      Await.until("all is counted", () -> counted().containsAll(acknowledged));
    }
    var ids = TestDatabase.column("select id from ai.usage where org_id = ?", org.value());
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids.size()).isBetween(acknowledged.size(), acknowledged.size() + CALLERS);
    provider.close();
  }

  private Set<String> counted() {
    return new HashSet<>(
        TestDatabase.column("select id from ai.usage where org_id = ?", org.value()));
  }
}
