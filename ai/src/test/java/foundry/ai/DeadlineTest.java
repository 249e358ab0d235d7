package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.http.Json;
import foundry.viewer.OrgId;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the dialects make of a deadline that passes, before the first word and after it. */
final class DeadlineTest {
  private final OrgId org = new OrgId(UUID.randomUUID());
  private final Client client = DialectAi.client(org);

  private HttpResponse<String> ask(Dialect dialect, String behaviour, boolean stream) {
    String model = "openai/" + DialectAi.model(behaviour);
    String body = dialect.body(model, stream ? ",\"stream\":true" : "");
    return Client.exchange(
        client.request("POST", dialect.path, body).header("x-foundry-deadline-ms", "300").build());
  }

  private void isCountedOnce() {
    String sql = "select ended from ai.usage where org_id = ?";
    Await.until("counted", () -> !TestDatabase.column(sql, org.value()).isEmpty());
    assertThat(TestDatabase.column(sql, org.value())).containsExactly("DEADLINE");
  }

  @ParameterizedTest
  @CsvSource({"OPENAI,false", "OPENAI,true", "ANTHROPIC,false", "ANTHROPIC,true"})
  void nothing_in_time_is_an_error_that_is_counted(Dialect dialect, boolean stream) {
    var reply = ask(dialect, "hang", stream);
    assertThat(reply.statusCode()).isEqualTo(504);
    assertThat(dialect.error(Json.tree(reply.body())))
        .isEqualTo(dialect.one("", "upstream_timeout", "timeout_error"));
    assertThat(reply.body()).contains("the deadline passed before the first word");
    assertThat(reply.headers().firstValue("x-should-retry")).contains("false");
    isCountedOnce();
  }

  @ParameterizedTest
  @CsvSource({"OPENAI,false", "OPENAI,true", "ANTHROPIC,false", "ANTHROPIC,true"})
  void what_there_is_in_time_is_a_flagged_answer_that_is_counted(Dialect dialect, boolean stream) {
    var reply = ask(dialect, "silent", stream);
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body())
        .contains("Once upon", "\"finish_reason\":\"deadline\",\"partial\":true");
    isCountedOnce();
  }
}
