package foundry.ai.question;

import foundry.ai.Limits;
import foundry.ai.http.ErrorCode;
import foundry.ai.http.Refused;
import foundry.ai.meter.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets questions of all kinds in: so many at a time, and none that could not be counted. */
public final class Gate {
  private final Meter meter;
  private final AtomicInteger underWay;

  public Gate(Meter meter, MeterRegistry metrics) {
    this.meter = meter;
    this.underWay = metrics.gauge("foundry.ai.questions.under.way", new AtomicInteger());
  }

  /** Why not, if it may not enter; else it leaves exactly once. */
  Optional<Refused> enter() {
    if (!meter.accepts()) return Optional.of(wait("usage cannot be written down now; come again"));
    if (underWay.incrementAndGet() <= Limits.ANSWERS_UNDER_WAY_MAX) return Optional.empty();
    leave();
    return Optional.of(wait("too many questions are under way; come again"));
  }

  void leave() {
    underWay.decrementAndGet();
  }

  private static Refused wait(String message) {
    return new Refused(ErrorCode.UNAVAILABLE, message);
  }
}
