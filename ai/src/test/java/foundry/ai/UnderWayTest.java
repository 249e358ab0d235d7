package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Answers under way, as operators see them: none is left behind, however it ended. */
final class UnderWayTest {
  private static final FakeOpenAi PROVIDER = new FakeOpenAi();
  private static final RunningAi AI =
      RunningAi.start(RunningAi.folder(), Map.of("OPENAI_BASE_URL", PROVIDER.url()));

  private final Client client = AI.someone();

  @AfterAll
  static void close() {
    AI.close();
    PROVIDER.close();
  }

  private double underWay() {
    var metrics = Client.exchange(client.request("GET", "/metrics", "").build());
    var line =
        metrics
            .body()
            .lines()
            .filter(one -> one.startsWith("foundry_ai_answers_under_way"))
            .findFirst();
    return Double.parseDouble(line.orElseThrow().split(" ", -1)[1]);
  }

  private int status(String path, String body) {
    return Client.exchange(client.request("POST", path, body).build()).statusCode();
  }

  @Test
  void every_call_leaves_however_it_ends() throws Exception {
    String question = "{\"prompt\":\"Why?\",\"model\":\"%s\"%s}";
    assertThat(status("/v1/generate", question.formatted("openai/normal", ""))).isEqualTo(200);
    assertThat(status("/v1/generate", question.formatted("openai/invalid", ""))).isEqualTo(400);
    assertThat(status("/v1/generate", question.formatted("local/moon", ""))).isEqualTo(404);
    assertThat(
            status(
                "/v1/generate",
                question.formatted(
                    "openai/normal",
                    ",\"response_format\":{\"type\":\"json_schema\",\"schema\":"
                        + "{\"type\":\"no such type\"}},\"on_misfit\":\"fail\"")))
        .isEqualTo(400);
    String stream = question.formatted("openai/held-leaves", ",\"stream\":true");
    try (var events = client.stream("POST", "/v1/generate", stream)) {
      assertThat(events.next().orElseThrow().name()).isEqualTo("start");
      assertThat(underWay()).isEqualTo(1);
    }
    Await.until("nobody is under way", () -> underWay() == 0);
  }
}
