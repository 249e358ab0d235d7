package foundry.ai.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.TextProvider.Answering;
import java.util.concurrent.TimeUnit;

/** A question under way. */
record Call(Recorder heard, Answering answering) {
  private Outcome outcome() {
    return heard.outcome.orTimeout(20, TimeUnit.SECONDS).join();
  }

  Finished finished() {
    assertThat(outcome()).isInstanceOf(Finished.class);
    return (Finished) outcome();
  }

  Failed failed() {
    assertThat(outcome()).isInstanceOf(Failed.class);
    return (Failed) outcome();
  }

  /** As told, once, and without a word of the prompt or of the key. */
  void assertFailed(Problem problem, boolean retryable) {
    var failed = failed();
    assertThat(failed.problem()).as(failed.message()).isEqualTo(problem);
    assertThat(failed.retryable()).as(failed.message()).isEqualTo(retryable);
    assertThat(failed.message()).doesNotContain(Stage.SAID, ProviderUnderTest.KEY).isNotBlank();
    assertThat(heard.late).isEmpty();
  }
}
