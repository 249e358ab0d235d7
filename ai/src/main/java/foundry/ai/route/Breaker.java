package foundry.ai.route;

import foundry.ai.UpstreamLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets calls through to one target, or spares it them: opens where too many fail or all are slow
 * for too long, then lets a few probes through and closes once they succeed. Safe on any thread,
 * without a lock.
 */
final class Breaker {
  enum State {
    CLOSED,
    HALF_OPEN,
    OPEN
  }

  /** Hears of every change, with its reason. */
  interface Listener {
    void changed(State from, State to, String why);
  }

  /** What the window says. */
  interface Evidence {
    long calls();

    long failures();

    Optional<Long> p95Millis();

    void forget();
  }

  /**
   * A state and what belongs to it.
   *
   * @param openings in a row, without a recovery between them
   * @param probes how many may still be sent, while half open
   */
  record Phase(
      State state, long untilNanos, int openings, AtomicInteger probes, AtomicInteger successes) {
    static Phase of(State state, long untilNanos, int openings) {
      return new Phase(
          state,
          untilNanos,
          openings,
          new AtomicInteger(UpstreamLimits.BREAKER_PROBES),
          new AtomicInteger());
    }
  }

  private static final long SLOW_CHECK_NANOS = Duration.ofSeconds(1).toNanos();

  private final Ticker ticker;
  private final BreakerRules rules;
  private final Evidence evidence;
  private final Listener listener;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.of(State.CLOSED, 0, 0));
  private volatile long slowSinceNanos;
  private volatile boolean slow;
  private volatile long slowCheckedNanos;

  Breaker(Ticker ticker, BreakerRules rules, Evidence evidence, Listener listener) {
    this.ticker = ticker;
    this.rules = rules;
    this.evidence = evidence;
    this.listener = listener;
    this.slowCheckedNanos = ticker.nanos();
  }

  State state() {
    return phase.get().state();
  }

  /** Until a probe may be sent; 0 if a call may be sent now. */
  long waitMillis() {
    var now = phase.get();
    return switch (now.state()) {
      case CLOSED -> 0;
      case OPEN -> Math.max(0, (now.untilNanos() - ticker.nanos()) / 1_000_000);
      case HALF_OPEN -> now.probes().get() > 0 ? 0 : rules.open().toMillis();
    };
  }

  /** The phase in which a call was let through; empty if it is not. */
  Optional<Phase> tryEnter() {
    var now = phase.get();
    if (now.state() == State.OPEN) {
      if (ticker.nanos() < now.untilNanos()) return Optional.empty();
      now = halfOpen(now);
    }
    if (now.state() == State.HALF_OPEN && now.probes().getAndDecrement() <= 0) {
      now.probes().incrementAndGet();
      return Optional.empty();
    }
    return Optional.of(now);
  }

  private Phase halfOpen(Phase open) {
    move(open, Phase.of(State.HALF_OPEN, 0, open.openings()), "time to probe");
    return phase.get();
  }

  /** The call said nothing about its target. */
  void left(Phase entered) {
    if (entered.state() == State.HALF_OPEN) entered.probes().incrementAndGet();
  }

  /** The evidence holds the call already. */
  void succeeded(Phase entered) {
    if (entered.state() == State.HALF_OPEN) {
      if (entered.successes().incrementAndGet() < UpstreamLimits.BREAKER_PROBES) left(entered);
      else close(entered);
    } else {
      lookAtWaits();
    }
  }

  private void close(Phase entered) {
    if (move(entered, Phase.of(State.CLOSED, 0, 0), "the probes succeeded")) {
      evidence.forget();
      slow = false;
    }
  }

  /** The evidence holds the call already. */
  void failed(Phase entered) {
    var now = phase.get();
    if (entered.state() == State.HALF_OPEN) {
      open(entered, "a probe failed");
    } else if (now.state() == State.CLOSED) {
      long calls = evidence.calls();
      long failures = evidence.failures();
      boolean tooMany = calls >= rules.callsMin() && failures * 100 >= calls * rules.errorPercent();
      if (tooMany) open(now, "%d of %d calls failed".formatted(failures, calls));
      else lookAtWaits();
    }
  }

  /** Once a second is often enough: reading a percentile costs more than counting. */
  private void lookAtWaits() {
    long now = ticker.nanos();
    if (now - slowCheckedNanos < SLOW_CHECK_NANOS) return;
    slowCheckedNanos = now;
    var p95 = evidence.p95Millis();
    boolean isSlow = p95.isPresent() && p95.get() > rules.slowMillis();
    if (isSlow && !slow) slowSinceNanos = now;
    slow = isSlow;
    var closed = phase.get();
    boolean longEnough = isSlow && now - slowSinceNanos >= rules.slowFor().toNanos();
    if (longEnough && closed.state() == State.CLOSED) {
      open(closed, "95 of 100 first pieces took up to %d ms".formatted(p95.get()));
    }
  }

  private void open(Phase from, String why) {
    int times = Math.min(from.openings(), UpstreamLimits.BREAKER_DOUBLINGS_MAX);
    long nanos = rules.open().toNanos() << times;
    // Replicas that saw the same failure do not all come back at the same moment.
    long jitter = ThreadLocalRandom.current().nextLong(nanos / 10 + 1);
    var open = Phase.of(State.OPEN, ticker.nanos() + nanos + jitter, from.openings() + 1);
    move(from, open, why);
  }

  private boolean move(Phase from, Phase to, String why) {
    if (!phase.compareAndSet(from, to)) return false;
    listener.changed(from.state(), to.state(), why);
    return true;
  }
}
