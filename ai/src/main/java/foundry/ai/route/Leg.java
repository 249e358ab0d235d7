package foundry.ai.route;

import foundry.ai.Settings.Timeouts;
import foundry.ai.alarm.Alarm;
import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.TextProvider.Answering;
import foundry.ai.provider.TextProvider.Listener;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One asking of one target. On one event loop; ends once, and settles its entry when it does. */
final class Leg implements Listener {
  /** Hears its legs. */
  interface Owner {
    /** Before its first piece. */
    void speaks(Leg leg);

    Future<Void> said(Event event);

    void ended(Leg leg, Outcome outcome);

    String traceparent();
  }

  private static final Logger LOG = LoggerFactory.getLogger(Leg.class);

  private final Desk desk;
  private final AskingOrder.Turn turn;
  private final Entry entry;
  private final Owner owner;
  private final boolean streamed;
  private final long startNanos;

  private @Nullable Answering answering;
  private Alarm patienceAlarm = Alarm.NONE;
  private long firstPieceMillis = -1;
  private boolean spoke;
  private boolean over;

  Leg(Desk desk, AskingOrder.Turn turn, Entry entry, Owner owner, boolean streamed) {
    this.desk = desk;
    this.turn = turn;
    this.entry = entry;
    this.owner = owner;
    this.streamed = streamed;
    this.startNanos = desk.ticker().nanos();
  }

  AskingOrder.Turn turn() {
    return turn;
  }

  Target target() {
    return turn.target();
  }

  Entry entry() {
    return entry;
  }

  /**
   * @param patienceMillis until the first piece; {@link Patience#ENDLESS} where the timeouts are
   *     all
   */
  void start(Prompt prompt, Timeouts timeouts, long patienceMillis) {
    if (patienceMillis < Patience.ENDLESS) {
      patienceAlarm = desk.after(patienceMillis, this::outOfPatience);
    }
    try {
      ask(prompt, timeouts);
    } catch (Throwable e) {
      LOG.error("{} could not be asked", target().id(), e);
      ended(new Failed(Problem.BROKEN, "the provider could not be asked", false));
    }
  }

  private void ask(Prompt prompt, Timeouts timeouts) {
    var target = turn.target();
    var started = target.provider().answer(prompt.withModel(target.model()), timeouts, this);
    answering = started;
    if (over) started.cancel(); // it ended while it began
  }

  private void outOfPatience() {
    if (answering != null) answering.cancel();
    ended(new Failed(Problem.TIMEOUT, "the provider left no time for another", true));
  }

  @Override
  public Future<Void> event(Event event) {
    if (over) return Future.succeededFuture();
    if (!spoke) {
      spoke = true;
      patienceAlarm.cancel();
      if (streamed) firstPieceMillis = elapsedMillis();
      owner.speaks(this);
    }
    return owner.said(event);
  }

  private long elapsedMillis() {
    return TimeUnit.NANOSECONDS.toMillis(desk.ticker().nanos() - startNanos);
  }

  @Override
  public String traceparent() {
    return owner.traceparent();
  }

  @Override
  public void ended(Outcome outcome) {
    if (!stop()) return;
    entry.ended(outcome, firstPieceMillis);
    owner.ended(this, outcome);
  }

  void cancel() {
    if (!stop()) return;
    entry.left();
    hangUp();
  }

  /** The call's time is over. */
  void tooLate() {
    if (!stop()) return;
    if (spoke) entry.left();
    else entry.silent();
    hangUp();
  }

  private void hangUp() {
    if (answering != null) answering.cancel();
  }

  private boolean stop() {
    if (over) return false;
    over = true;
    patienceAlarm.cancel();
    return true;
  }
}
