package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.http.Json;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A second model is asked when the first is slower than it ever was; a session keeps its model. */
final class HedgeAndStickyTest {
  private static final FakeOpenAi PROVIDER = new FakeOpenAi();
  private static RunningAi ai;

  private final Client client = ai.someone();

  @BeforeAll
  static void start() throws Exception {
    var routes = RunningAi.folder().resolve("routes.yaml");
    Files.writeString(
        routes,
        """
        retry_budget: { percent: 15, floor: 1000, shared: false }
        routes:
          hedged:
            fallbacks:
              - targets: [openai/tires-p95]
              - targets: [openai/normal-p95]
            hedge: p95
          session:
            fallbacks:
              - targets: [openai/normal-left, openai/normal-right]
            sticky: { header: x-session }
        """);
    ai =
        RunningAi.start(
            RunningAi.folder(),
            Map.of("OPENAI_BASE_URL", PROVIDER.url(), "FOUNDRY_ROUTES_PATH", routes.toString()));
  }

  @AfterAll
  static void close() {
    ai.close();
    PROVIDER.close();
  }

  @Test
  void a_model_slower_than_nearly_always_is_hedged() throws Exception {
    String body = "{\"prompt\":\"Why?\",\"model\":\"hedged\",\"deadline_ms\":20000}";
    for (int call = 0; call < UpstreamLimits.SICK_CALLS_MIN; call++) {
      assertThat(client.post("/v1/generate", body).body().path("attempts").intValue()).isEqualTo(1);
    }
    var hedged = client.post("/v1/generate", body).body();
    assertThat(hedged.path("finish_reason").stringValue()).isEqualTo("stop");
    assertThat(hedged.path("attempts").intValue()).isEqualTo(2);
    assertThat(PROVIDER.calls("normal-p95")).isEqualTo(1);
    PROVIDER.hungUp("tires-p95").get(5, TimeUnit.SECONDS);
  }

  private void ask(String session) throws Exception {
    var request =
        client
            .request("POST", "/v1/generate", "{\"prompt\":\"Why?\",\"model\":\"session\"}")
            .header("x-session", session);
    var reply = Client.exchange(request.build());
    assertThat(Json.tree(reply.body()).path("attempts").intValue()).isEqualTo(1);
  }

  @Test
  void a_session_named_by_a_header_stays_with_its_model() throws Exception {
    var seen = new TreeSet<String>();
    for (String session : new String[] {"a", "b", "c", "d", "e", "f", "g", "h"}) {
      int before = PROVIDER.calls("normal-left");
      for (int call = 0; call < 3; call++) ask(session);
      int left = PROVIDER.calls("normal-left") - before;
      assertThat(left).isIn(0, 3);
      seen.add(left == 3 ? "left" : "right");
    }
    assertThat(seen).containsExactly("left", "right");
  }
}
