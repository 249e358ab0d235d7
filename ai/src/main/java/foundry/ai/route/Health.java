package foundry.ai.route;

import foundry.ai.UpstreamLimits;
import foundry.ai.route.Breaker.State;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** How one target does lately, and whether it is asked. Safe on any thread. */
final class Health {
  /** How much a call would rather ask another; the order matters. */
  enum Rank {
    GOOD,
    SICK,
    RESTING,
    CLOSED_OFF
  }

  private static final int CALLS = 0;
  private static final int FAILURES = 1;

  private final String target;
  private final Ticker ticker;
  private final BreakerRules rules;
  private final Window window;
  private final Waits waits;
  private final Breaker breaker;
  private final AtomicInteger passedOver = new AtomicInteger();
  private volatile long triedNanos;
  private volatile long restsUntilNanos;
  private volatile boolean sick;

  Health(String target, Ticker ticker, BreakerRules rules, Breaker.Listener listener) {
    this.target = target;
    this.ticker = ticker;
    this.rules = rules;
    this.window = new Window(ticker, UpstreamLimits.BREAKER_SPAN, UpstreamLimits.BREAKER_SPANS, 2);
    this.waits = new Waits(ticker, UpstreamLimits.BREAKER_SPAN, UpstreamLimits.BREAKER_SPANS);
    this.breaker = new Breaker(ticker, rules, new Lately(), listener);
    this.restsUntilNanos = ticker.nanos();
    this.triedNanos = ticker.nanos();
  }

  private final class Lately implements Breaker.Evidence {
    @Override
    public long calls() {
      return window.sum(CALLS);
    }

    @Override
    public long failures() {
      return window.sum(FAILURES);
    }

    @Override
    public Optional<Long> p95Millis() {
      return waits.p95(rules.callsMin());
    }

    @Override
    public void forget() {
      window.clear();
      waits.clear();
      sick = false;
    }
  }

  /** A call that was let through; exactly one of its methods is called in the end. */
  final class Permit {
    private final Breaker.Phase phase;

    private Permit(Breaker.Phase phase) {
      this.phase = phase;
    }

    void succeeded(long firstPieceMillis) {
      window.add(CALLS);
      if (firstPieceMillis >= 0) waits.add(firstPieceMillis);
      if (sick) judge();
      breaker.succeeded(phase);
    }

    void failed() {
      window.add(CALLS);
      window.add(FAILURES);
      judge();
      breaker.failed(phase);
    }

    /** The call said nothing about the target: cancelled, or the caller's own mistake. */
    void left() {
      breaker.left(phase);
    }
  }

  /** Ill at once where enough fail, well again only once few do: no flapping between the two. */
  private void judge() {
    long calls = window.sum(CALLS);
    long failures = window.sum(FAILURES);
    if (sick)
      sick =
          calls < UpstreamLimits.SICK_CALLS_MIN || failures * 200 >= calls * rules.avoidPercent();
    else
      sick =
          calls >= UpstreamLimits.SICK_CALLS_MIN && failures * 100 >= calls * rules.avoidPercent();
  }

  Optional<Permit> tryEnter() {
    return breaker.tryEnter().map(Permit::new);
  }

  /** The target asked to be left alone. */
  void rest(Duration wish) {
    // Whoever sends a date in the year 9999 asks for more nanoseconds than there are numbers.
    var rest = wish.compareTo(UpstreamLimits.REST_MAX) > 0 ? UpstreamLimits.REST_MAX : wish;
    long until = ticker.nanos() + rest.toNanos();
    if (until - restsUntilNanos > 0) restsUntilNanos = until;
  }

  /** Read once a call: now and then it lets a sick target be tried, to see whether it is well. */
  Rank rank() {
    if (breaker.waitMillis() > 0) return Rank.CLOSED_OFF;
    if (restsUntilNanos - ticker.nanos() > 0) return Rank.RESTING;
    if (!sick || timeToTry()) return Rank.GOOD;
    return Rank.SICK;
  }

  private boolean timeToTry() {
    long now = ticker.nanos();
    boolean longAgo = now - triedNanos > UpstreamLimits.SICK_TRIED_AFTER.toNanos();
    if (!longAgo && passedOver.incrementAndGet() % UpstreamLimits.SICK_PASSED_OVER != 0)
      return false;
    triedNanos = now;
    return true;
  }

  String target() {
    return target;
  }

  State state() {
    return breaker.state();
  }

  /** Nothing is known of it that is worth keeping. */
  boolean isIdle() {
    return calls() == 0 && state() == State.CLOSED && untilAsked().isZero();
  }

  boolean sick() {
    return sick;
  }

  long calls() {
    return window.sum(CALLS);
  }

  long failures() {
    return window.sum(FAILURES);
  }

  /** Of the wait for the first piece; empty where too few calls were seen. */
  Optional<Long> p95Millis() {
    return waits.p95(UpstreamLimits.SICK_CALLS_MIN);
  }

  /** Until the target may be asked again. */
  Duration untilAsked() {
    long rest = Math.max(0, restsUntilNanos - ticker.nanos());
    return Duration.ofNanos(Math.max(rest, breaker.waitMillis() * 1_000_000));
  }
}
