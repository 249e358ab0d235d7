package foundry.ai.provider.upstream;

import foundry.ai.alarm.Alarm;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** Watches how long nothing was heard. Costs one alarm a silence, not one a piece of text. */
final class Silence implements AutoCloseable {
  private final Vertx vertx;
  private final Runnable onTooLong;
  private long limitMillis;
  private long heardNanos = System.nanoTime();
  private Alarm alarm = Alarm.NONE;
  private boolean suspended;

  Silence(Vertx vertx, Runnable onTooLong) {
    this.vertx = vertx;
    this.onTooLong = onTooLong;
  }

  /** From now on this much is too long. */
  void limit(long millis) {
    boolean same = millis == limitMillis;
    limitMillis = millis;
    heardNanos = System.nanoTime();
    if (!same) arm(millis);
  }

  void broken() {
    suspended = false;
    heardNanos = System.nanoTime();
  }

  /** It is us who are not listening. */
  void suspend() {
    suspended = true;
  }

  private void arm(long millis) {
    alarm.cancel();
    alarm = Alarm.after(vertx, millis, this::look);
  }

  private void look() {
    long left = limitMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heardNanos);
    if (suspended) arm(limitMillis);
    else if (left > 0) arm(left);
    else onTooLong.run();
  }

  @Override
  public void close() {
    alarm.cancel();
  }
}
