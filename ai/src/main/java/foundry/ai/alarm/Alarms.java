package foundry.ai.alarm;

import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The alarms of one event loop. A call sets three and calls all of them off, thousands of times a
 * second, so that a timer of the loop for each would cost more than all else they are for: those of
 * the same delay go off in the order in which they were set, and share one timer for the first.
 */
final class Alarms {
  private static final ThreadLocal<Alarms> HERE = ThreadLocal.withInitial(Alarms::new);

  private final Map<Long, Line> lines = new HashMap<>();

  private Alarms() {}

  /** Of the event loop whose thread this is. */
  static Alarms here() {
    return HERE.get();
  }

  Alarm after(Vertx vertx, long millis, Runnable action) {
    var context = (ContextInternal) vertx.getOrCreateContext();
    return lines
        .computeIfAbsent(Math.max(1, millis), delay -> new Line(delay, context.nettyEventLoop()))
        .add(context, action);
  }

  /** Alarms of one delay, the first to go off first. */
  private final class Line {
    private final long millis;
    private final EventLoop loop;
    private @Nullable Waiting first;
    private @Nullable Waiting last;

    Line(long millis, EventLoop loop) {
      this.millis = millis;
      this.loop = loop;
      arm(millis);
    }

    Alarm add(ContextInternal context, Runnable action) {
      long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
      var added = new Waiting(this, context, action, due, last);
      if (last == null) first = added;
      else last.next = added;
      last = added;
      return added;
    }

    /** Of the loop itself: a context's timers end with whatever was deployed in it. */
    private void arm(long delayMillis) {
      loop.schedule(this::look, delayMillis, TimeUnit.MILLISECONDS);
    }

    private void look() {
      for (var due = first; due != null && due.leftNanos() <= 0; due = first) due.ring();
      if (first == null) lines.remove(millis);
      else arm(1 + TimeUnit.NANOSECONDS.toMillis(first.leftNanos()));
    }

    void remove(Waiting gone) {
      if (gone.previous == null) first = gone.next;
      else gone.previous.next = gone.next;
      if (gone.next == null) last = gone.previous;
      else gone.next.previous = gone.previous;
    }
  }

  private static final class Waiting implements Alarm {
    private final Line line;
    private final ContextInternal context;
    private final Runnable action;
    private final long dueNanos;
    private @Nullable Waiting previous;
    private @Nullable Waiting next;
    private boolean over;

    Waiting(
        Line line,
        ContextInternal context,
        Runnable action,
        long dueNanos,
        @Nullable Waiting previous) {
      this.line = line;
      this.context = context;
      this.action = action;
      this.dueNanos = dueNanos;
      this.previous = previous;
    }

    long leftNanos() {
      return dueNanos - System.nanoTime();
    }

    /** What it throws is its context's to report. */
    void ring() {
      cancel();
      context.dispatch(action);
    }

    @Override
    public void cancel() {
      if (over) return;
      over = true;
      line.remove(this);
    }
  }
}
