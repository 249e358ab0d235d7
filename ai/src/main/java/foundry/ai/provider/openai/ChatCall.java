package foundry.ai.provider.openai;

import foundry.ai.Limits;
import foundry.ai.Settings;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Outcome.Reason;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.TextProvider.Answering;
import foundry.ai.provider.TextProvider.Listener;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.RequestOptions;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One answer: as many attempts as it takes, but none after the first word, since nobody could tell
 * a repeated beginning from the answer. Lives on one event loop.
 */
final class ChatCall implements Answering, ChatAttempt.Events {
  private final Vertx vertx;
  private final HttpClient client;
  private final RequestOptions options;
  private final Buffer body;
  private final String model;
  private final Settings.Timeouts timeouts;
  private final Clock clock;
  private final Listener listener;

  private @Nullable ChatAttempt attempt;
  private int attempts;
  private long totalTimer = -1;
  private long backoffTimer = -1;
  private boolean spoke;
  private boolean over;

  ChatCall(
      Vertx vertx,
      HttpClient client,
      RequestOptions options,
      Buffer body,
      String model,
      Settings.Timeouts timeouts,
      Clock clock,
      Listener listener) {
    this.vertx = vertx;
    this.client = client;
    this.options = options;
    this.body = body;
    this.model = model;
    this.timeouts = timeouts;
    this.clock = clock;
    this.listener = listener;
  }

  void start() {
    totalTimer = vertx.setTimer(timeouts.totalMillis(), ignored -> tooLong());
    tryOnce();
  }

  private void tryOnce() {
    attempts++;
    attempt = new ChatAttempt(vertx, timeouts, clock, this);
    attempt.start(client, options, body);
  }

  @Override
  public Future<Void> text(String text) {
    spoke = true;
    return listener.delta(text);
  }

  @Override
  public void finished(Reason reason, Optional<Usage> usage, Optional<String> answering) {
    end(new Outcome.Finished(reason, answering.orElse(model), usage, attempts));
  }

  @Override
  public void failed(ErrorReply reply) {
    boolean again = reply.retryable() && !spoke && attempts < Limits.ATTEMPTS_MAX;
    var wait =
        again
            ? Backoff.before(attempts + 1, reply.retryAfter())
            : Optional.<java.time.Duration>empty();
    if (wait.isEmpty()) {
      end(new Outcome.Failed(reply.problem(), reply.message(), attempts));
      return;
    }
    backoffTimer = vertx.setTimer(Math.max(1, wait.get().toMillis()), ignored -> tryOnce());
  }

  private void tooLong() {
    if (attempt != null) attempt.cancel();
    end(new Outcome.Failed(Problem.TIMEOUT, "the answer took too long altogether", attempts));
  }

  private void end(Outcome outcome) {
    if (stop()) listener.ended(outcome);
  }

  private boolean stop() {
    if (over) return false;
    over = true;
    vertx.cancelTimer(totalTimer);
    vertx.cancelTimer(backoffTimer);
    return true;
  }

  @Override
  public void cancel() {
    if (stop() && attempt != null) attempt.cancel();
  }
}
