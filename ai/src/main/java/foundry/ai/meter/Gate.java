package foundry.ai.meter;

import foundry.ai.Limits;
import foundry.ai.http.ErrorCode;
import foundry.ai.http.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets calls of one kind in: so many at a time, and none that could not be counted. Any thread. */
public final class Gate {
  private final Meter meter;
  private final String kind;
  private final AtomicInteger underWay;

  /**
   * @param kind of calls, in the plural
   */
  public Gate(Meter meter, MeterRegistry metrics, String kind) {
    this.meter = meter;
    this.kind = kind;
    this.underWay = metrics.gauge("foundry.ai.%s.under.way".formatted(kind), new AtomicInteger());
  }

  /** One call inside. */
  public final class Pass {
    private final AtomicBoolean left = new AtomicBoolean();

    private Pass() {}

    /** However often it is said, by whichever end of the call: one place is free. */
    public void leave() {
      if (left.compareAndSet(false, true)) underWay.decrementAndGet();
    }
  }

  /** Throws {@link Refused} if the call may not enter. */
  public Pass enter() {
    if (!meter.accepts()) throw wait("usage cannot be written down now; come again");
    if (underWay.incrementAndGet() <= Limits.ANSWERS_UNDER_WAY_MAX) return new Pass();
    underWay.decrementAndGet();
    throw wait("too many %s are under way; come again".formatted(kind));
  }

  private static Refused wait(String message) {
    return new Refused(ErrorCode.UNAVAILABLE, message);
  }
}
