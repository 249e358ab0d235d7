package foundry.ai.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.ProviderFailure;
import foundry.ai.provider.contract.ProviderUnderTest.Trouble;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every provider of questions with one reply must make of bad answers, and of none. */
@ParameterizedClass(name = "{0}")
@MethodSource("foundry.ai.provider.contract.Questioned#all")
final class QuestionContractTest {
  private final QuestionUnderTest vendor;
  private final FakeQuestions server;

  QuestionContractTest(QuestionUnderTest vendor) {
    this.vendor = vendor;
    this.server = new FakeQuestions(vendor);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Failed fail(String model, URI url, Timeouts timeouts) {
    try (var provider = vendor.start(Stage.VERTX, url, timeouts)) {
      answer(() -> provider.ask(model));
    } catch (CompletionException e) {
      assertThat(e.getCause()).isInstanceOf(ProviderFailure.class);
      var failed = ((ProviderFailure) e.getCause()).failed();
      assertThat(failed.message()).isNotBlank().doesNotContain(Stage.SAID, ProviderUnderTest.KEY);
      return failed;
    }
    throw new AssertionError("it did not fail");
  }

  private static <T> T answer(Supplier<Future<T>> question) {
    var answer = new CompletableFuture<T>();
    Stage.VERTX.runOnContext(
        ignored ->
            question.get().onSuccess(answer::complete).onFailure(answer::completeExceptionally));
    return answer.orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void a_question_is_answered() {
    try (var provider = vendor.start(Stage.VERTX, server.url(), Stage.PATIENT)) {
      Object answer = answer(() -> provider.ask(vendor.model("plain")).map(one -> (Object) one));
      assertThat(answer).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void every_refusal_is_told_for_what_it_is(Trouble trouble) {
    String model = vendor.model(trouble.name().toLowerCase(Locale.ROOT));
    var failed = fail(model, server.url(), Stage.PATIENT);
    var expected = trouble == Trouble.FAILED ? Problem.BROKEN : Problem.valueOf(trouble.name());
    boolean retryable =
        switch (trouble) {
          case RATE_LIMITED, OVERLOADED, FAILED -> true;
          case CREDENTIALS, UNKNOWN_MODEL, TOO_LONG, REFUSED -> false;
        };
    assertThat(failed.problem()).as(failed.message()).isEqualTo(expected);
    assertThat(failed.retryable()).isEqualTo(retryable);
    if (trouble == Trouble.RATE_LIMITED && vendor.refuser().tellsWhenToComeBack()) {
      assertThat(failed.retryAfter()).contains(Duration.ofSeconds(7));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"less", "empty", "html", "half", "headers"})
  void a_broken_reply_is_broken_and_may_be_asked_again(String behaviour) {
    var failed = fail(vendor.model(behaviour), server.url(), Stage.PATIENT);
    assertThat(failed.problem()).as(failed.message()).isEqualTo(Problem.BROKEN);
    assertThat(failed.retryable()).isTrue();
  }

  @Test
  void silence_is_a_timeout_and_the_vendor_hears_that_we_left() throws Exception {
    String model = vendor.model("hang");
    var failed = fail(model, server.url(), Stage.IMPATIENT);
    assertThat(failed.problem()).isEqualTo(Problem.TIMEOUT);
    assertThat(failed.retryable()).isTrue();
    server.seen(model).hungUp.get(20, TimeUnit.SECONDS);
  }

  @Test
  void a_vendor_that_is_not_there_is_unreachable() {
    URI url = server.url();
    server.close();
    var failed = fail(vendor.model("plain"), url, Stage.PATIENT);
    assertThat(failed.problem()).isEqualTo(Problem.UNREACHABLE);
    assertThat(failed.retryable()).isTrue();
  }
}
