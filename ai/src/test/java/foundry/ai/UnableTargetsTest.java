package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.viewer.OrgId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Targets that cannot be told what a call asks for; Gemini cannot be told to use one tool. */
final class UnableTargetsTest {
  private static final FakeOpenAi PROVIDER = new FakeOpenAi();
  private static final RunningAi AI =
      RunningAi.start(
          RunningAi.folder(),
          Map.of(
              "OPENAI_BASE_URL",
              PROVIDER.url(),
              "GEMINI_BASE_URL",
              "http://127.0.0.1:1/v1beta",
              "GEMINI_API_KEY",
              "of-the-test",
              "FOUNDRY_ROUTES_PATH",
              routes()));

  private static final String REASON = "parallel_tool_calls: false (expected: true;";

  private final OrgId org = new OrgId(UUID.randomUUID());
  private final Client client = AI.client(org);

  @AfterAll
  static void close() {
    AI.close();
    PROVIDER.close();
  }

  private static String routes() {
    try {
      return Files.writeString(
              RunningAi.folder().resolve("routes.yaml"),
              """
              retry_budget: { percent: 15, floor: 1000, shared: false }
              routes:
                able-next:
                  fallbacks:
                    - targets: [gemini/unable]
                    - targets: [openai/normal-able]
                  attempts: 1
                failing-first:
                  fallbacks:
                    - targets: [openai/failing-first]
                    - targets: [gemini/unable]
                  attempts: 2
                spared-next:
                  fallbacks:
                    - targets: [gemini/unable]
                    - targets: [openai/failing-spared]
                  attempts: 1
              """)
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Client.Reply ask(String model) {
    return client.post(
        "/v1/generate",
        """
        {"prompt":"Why?","model":"%s","parallel_tools":false,
         "tools":[{"name":"a","parameters":{"type":"object"}}]}
        """
            .formatted(model));
  }

  private List<String> attempts() {
    return TestDatabase.column("select attempts from ai.usage where org_id = ?", org.value());
  }

  @Test
  void another_target_is_asked_and_that_is_the_first_attempt() {
    var answer = ask("able-next").body();
    assertThat(answer.path("model").stringValue()).as(answer.toString()).startsWith("openai/");
    assertThat(answer.path("attempts").intValue()).isEqualTo(1);
    assertThat(answer.path("fallbacks").intValue()).isZero();
  }

  @Test
  void a_failure_of_another_target_is_what_the_caller_hears() {
    var reply = ask("failing-first");
    assertThat(reply.status()).isEqualTo(502);
    assertThat(reply.message()).contains("500");
    Await.until("counted", () -> !attempts().isEmpty());
    assertThat(attempts()).as("it is asked again, the other one never").containsExactly("2");
  }

  @Test
  void where_nobody_is_able_the_caller_hears_why_and_nothing_is_counted() {
    var reply = ask("gemini/unable");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message()).contains(REASON);
    ask("able-next");
    String sql = "select requested from ai.usage where org_id = ?";
    Await.until("counted", () -> TestDatabase.column(sql, org.value()).contains("able-next"));
    assertThat(TestDatabase.column(sql, org.value())).containsExactly("able-next");
  }

  @Test
  void where_the_able_one_is_spared_the_caller_may_come_again() {
    for (int call = 0; call < 20; call++) assertThat(ask("spared-next").status()).isEqualTo(502);
    double before = refusedBusy();
    assertThat(ask("spared-next").status()).isEqualTo(503);
    assertThat(refusedBusy()).isEqualTo(before + 1);
  }

  private double refusedBusy() {
    return Client.exchange(client.request("GET", "/metrics", "").build())
        .body()
        .lines()
        .filter(line -> line.startsWith("foundry_ai_refused_busy_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
