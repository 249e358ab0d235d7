package foundry.ai.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.contract.ProviderUnderTest.Trouble;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every provider that is reached over HTTP must make of bad answers, and of none. */
@ParameterizedClass(name = "{0}")
@MethodSource("foundry.ai.provider.contract.Stage#all")
final class ProviderTroubleContractTest {
  private final Stage stage;

  ProviderTroubleContractTest(Stage stage) {
    this.stage = stage;
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void every_refusal_is_told_for_what_it_is(Trouble trouble) {
    String behaviour = trouble.name().toLowerCase(java.util.Locale.ROOT);
    var problem = trouble == Trouble.FAILED ? Problem.BROKEN : Problem.valueOf(trouble.name());
    boolean retryable =
        switch (trouble) {
          case RATE_LIMITED, OVERLOADED, FAILED -> true;
          case CREDENTIALS, UNKNOWN_MODEL, TOO_LONG, REFUSED -> false;
        };
    var call = stage.streamed(behaviour);
    call.assertFailed(problem, retryable);
    stage.whole(behaviour).assertFailed(problem, retryable);
    if (trouble == Trouble.RATE_LIMITED && stage.vendor().tellsWhenToComeBack()) {
      assertThat(call.failed().retryAfter()).contains(Duration.ofSeconds(7));
    }
  }

  @Test
  void trouble_in_the_middle_ends_the_answer_and_keeps_what_was_said() {
    var call = stage.streamed("trouble");
    call.assertFailed(stage.vendor().problemInTheMiddle(), true);
    assertThat(Recorder.joined(call.heard().events).getLast())
        .isInstanceOfSatisfying(
            Event.Text.class, last -> assertThat(last.text()).endsWith("So far"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"half", "stopped", "garbage", "html", "headers"})
  void a_broken_stream_is_broken_and_may_be_asked_again(String behaviour) {
    stage.streamed(behaviour).assertFailed(Problem.BROKEN, true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "headers"})
  void a_broken_reply_is_broken_and_may_be_asked_again(String behaviour) {
    stage.whole(behaviour).assertFailed(Problem.BROKEN, true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hang", "silent"})
  void silence_is_a_timeout_and_the_vendor_hears_that_we_left(String behaviour) throws Exception {
    String model = Stage.model(behaviour);
    try (var impatient = stage.vendor().start(Stage.VERTX, stage.server().url(), Stage.IMPATIENT)) {
      var call = Stage.ask(impatient, Stage.prompt(model).streamed(true), new Recorder());
      call.assertFailed(Problem.TIMEOUT, true);
      stage.server().seen(model).hungUp.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void a_vendor_that_is_not_there_is_unreachable() {
    var gone = new FakeProvider(stage.vendor());
    URI url = gone.url();
    gone.close();
    try (var lost = stage.vendor().start(Stage.VERTX, url, Stage.PATIENT)) {
      Stage.ask(lost, Stage.prompt(Stage.model("plain")), new Recorder())
          .assertFailed(Problem.UNREACHABLE, true);
    }
  }
}
