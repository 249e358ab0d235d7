package foundry.api.aiclient;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.viewer.Caller;
import foundry.viewer.CallerTokens;
import foundry.viewer.OrgId;
import foundry.viewer.ProjectId;
import foundry.viewer.UserId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AiClientTest {
  private final FakeAi ai = new FakeAi();
  private final ProjectId project = new ProjectId(UUID.randomUUID());
  private final Caller caller =
      new Caller(
          new OrgId(UUID.randomUUID()),
          new UserId(UUID.randomUUID()),
          Optional.of(project),
          "req_12345678");

  @AfterEach
  void stop() {
    ai.close();
  }

  private AiResult<Generated> generate(StringBuilder text, Cancellation cancellation) {
    var question = new Question("Well?", List.of(), 10, 1_000);
    return ai.client().generate(caller, question, start -> {}, text::append, cancellation);
  }

  @Test
  void words_come_one_by_one_and_then_the_end() {
    var text = new StringBuilder();
    assertThat(generate(text, new Cancellation()))
        .isInstanceOfSatisfying(
            AiResult.Done.class,
            done -> assertThat(((Generated) done.value()).text()).isEqualTo(text.toString()));
  }

  @Test
  void an_error_in_the_middle_is_an_answer_not_an_exception() {
    ai.generating = FakeAi.Mood.FAILS_AFTER_START;
    var text = new StringBuilder();
    assertThat(generate(text, new Cancellation()))
        .isInstanceOfSatisfying(
            AiResult.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(AiFailure.Unavailable.class));
    assertThat(text).hasToString("Yes");
  }

  @Test
  void a_call_that_was_cancelled_before_is_not_made() {
    var cancellation = new Cancellation();
    cancellation.cancel();
    assertThat(generate(new StringBuilder(), cancellation))
        .isInstanceOfSatisfying(
            AiResult.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(AiFailure.Cancelled.class));
  }

  @Test
  void nobody_there_and_a_wrong_secret_are_told_apart() {
    var tokens =
        new CallerTokens("x".repeat(32).getBytes(StandardCharsets.US_ASCII), Clock.systemUTC());
    var stranger = new AiClient(ai.url(), tokens);
    assertThat(stranger.delete(caller, project, UUID.randomUUID()))
        .isInstanceOfSatisfying(
            AiResult.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(AiFailure.Refused.class));
    assertThat(stranger.isReady()).isTrue();
    var nobody = new AiClient(URI.create("http://127.0.0.1:1"), tokens);
    assertThat(nobody.delete(caller, project, UUID.randomUUID()))
        .isInstanceOfSatisfying(
            AiResult.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(AiFailure.Unavailable.class));
    assertThat(nobody.isReady()).isFalse();
  }

  @Test
  void a_line_without_end_is_refused() {
    var line = "x".repeat(EventReader.LINE_CHARACTERS_MAX + 1).getBytes(StandardCharsets.US_ASCII);
    var reader = new EventReader(new ByteArrayInputStream(line), () -> {});
    Assertions.assertThatThrownBy(reader::next).isInstanceOf(IOException.class);
  }
}
