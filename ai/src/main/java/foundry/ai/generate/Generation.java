package foundry.ai.generate;

import foundry.ai.Limits;
import foundry.ai.generate.Answer.FinishReason;
import foundry.ai.http.ErrorCode;
import foundry.ai.http.Refused;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.TextProvider;
import foundry.ai.provider.TextProvider.Answering;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One answer under way: collects the text, keeps the deadline, ends once. On one event loop. */
final class Generation implements TextProvider.Listener {
  private final Vertx vertx;
  private final String id;
  private final TextProvider provider;
  private final Prompt prompt;
  private final Delivery delivery;
  private final Consumer<Answer> onEnd;
  private final long startNanos = System.nanoTime();
  private final StringBuilder text = new StringBuilder();

  private @Nullable Answering answering;
  private @Nullable Long firstTextMillis;
  private long deadlineTimer = -1;
  private boolean over;

  Generation(
      Vertx vertx,
      String id,
      TextProvider provider,
      Prompt prompt,
      Delivery delivery,
      Consumer<Answer> onEnd) {
    this.vertx = vertx;
    this.id = id;
    this.provider = provider;
    this.prompt = prompt;
    this.delivery = delivery;
    this.onEnd = onEnd;
  }

  void start(Optional<Integer> deadlineMillis) {
    if (over) return;
    deadlineMillis.ifPresent(
        millis -> deadlineTimer = vertx.setTimer(millis, ignored -> cut(FinishReason.DEADLINE)));
    answering = provider.answer(prompt, this);
    if (over) answering.cancel();
  }

  @Override
  public Future<Void> delta(String piece) {
    if (over) return Future.succeededFuture();
    if (firstTextMillis == null) firstTextMillis = millis();
    int room = Limits.ANSWER_CHARACTERS_MAX - text.length();
    String fitting = piece.length() <= room ? piece : piece.substring(0, room);
    text.append(fitting);
    var taken = delivery.delta(fitting, text.length());
    if (piece.length() >= room) cut(FinishReason.LENGTH);
    return taken;
  }

  @Override
  public void ended(Outcome outcome) {
    switch (outcome) {
      case Outcome.Finished finished -> finish(finished);
      case Outcome.Failed failed -> {
        if (!stop()) return;
        var soFar = answer(FinishReason.ERROR, prompt.model(), Optional.empty(), failed.attempts());
        onEnd.accept(soFar);
        delivery.fail(new Refused(code(failed.problem()), failed.message()), soFar);
      }
    }
  }

  private void finish(Outcome.Finished finished) {
    var reason =
        switch (finished.reason()) {
          case STOP -> FinishReason.STOP;
          case LENGTH -> FinishReason.LENGTH;
        };
    if (stop()) end(answer(reason, finished.model(), finished.usage(), finished.attempts()));
  }

  /** The one who asked is gone. */
  void cancel() {
    if (!stop()) return;
    if (answering != null) answering.cancel();
    onEnd.accept(answer(FinishReason.CANCELLED, prompt.model(), Optional.empty(), 1));
  }

  private void cut(FinishReason reason) {
    if (!stop()) return;
    if (answering != null) answering.cancel();
    end(answer(reason, prompt.model(), Optional.empty(), 1));
  }

  private void end(Answer answer) {
    onEnd.accept(answer);
    delivery.end(answer);
  }

  private boolean stop() {
    if (over) return false;
    over = true;
    vertx.cancelTimer(deadlineTimer);
    return true;
  }

  private static ErrorCode code(Problem problem) {
    return switch (problem) {
      case UNKNOWN_MODEL -> ErrorCode.UNKNOWN_MODEL;
      case REFUSED -> ErrorCode.INVALID_INPUT;
      case RATE_LIMITED -> ErrorCode.RATE_LIMITED;
      case TIMEOUT -> ErrorCode.UPSTREAM_TIMEOUT;
      case BROKEN -> ErrorCode.UPSTREAM_FAILED;
    };
  }

  private Answer answer(
      FinishReason reason, String model, Optional<Outcome.Usage> usage, int attempts) {
    var citations = Citation.in(text.toString(), prompt.context().orElse(List.of()));
    return new Answer(
        id,
        text.toString(),
        reason,
        reason != FinishReason.STOP,
        provider.name() + "/" + model,
        provider.name(),
        provider.extractive(),
        prompt.context().isPresent() ? !citations.isEmpty() : null,
        usage
            .map(count -> new Answer.Usage(count.inputTokens(), count.outputTokens(), false))
            .orElseGet(() -> Answer.Usage.estimate(prompt.characters(), text.length())),
        millis(),
        firstTextMillis,
        citations,
        attempts);
  }

  private long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
  }
}
