package foundry.api.answer;

import static foundry.api.tables.Tables.JOB;

import foundry.api.run.JobRun;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * Writes the text of an answer while it comes: the first piece at once, later ones together, at
 * most once per {@link Limits#WRITE_INTERVAL}. One thread writes, so pieces keep their order and a
 * slow database never holds up the model.
 */
final class AnswerText implements AutoCloseable {
  private final JobRun run;
  private final Clock clock;
  private final Consumer<Duration> onFirstWord;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final StringBuilder pending = new StringBuilder();
  private final StringBuilder all = new StringBuilder();
  private final StringBuilder written = new StringBuilder();
  private final Thread writer;
  private boolean ended;
  private volatile @Nullable RuntimeException failure;

  AnswerText(JobRun run, Clock clock, Consumer<Duration> onFirstWord) {
    this.run = run;
    this.clock = clock;
    this.onFirstWord = onFirstWord;
    this.writer = Thread.ofVirtual().name("answer-text").start(this::writeAll);
  }

  /** Hands on the next piece. */
  void append(String delta) {
    lock.lock();
    try {
      pending.append(delta);
      all.append(delta);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** All text that came, once it is written. Throws what kept it from being written. */
  String end() {
    close();
    if (failure != null) throw failure;
    return all.toString();
  }

  /** All text that came, if people have seen any of it; else empty. */
  String seen() {
    close();
    return written.isEmpty() ? "" : all.toString();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      ended = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    boolean interrupted = Thread.interrupted();
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }

  private void writeAll() {
    try {
      for (String text = next(); !text.isEmpty(); text = next()) {
        if (!write(text)) return;
        written.append(text);
      }
    } catch (RuntimeException e) {
      failure = e;
      run.cancellation().cancel();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for text; empty at the end. */
  private String next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (!written.isEmpty()) pause();
      while (pending.isEmpty() && !ended) changed.await();
      String text = pending.toString();
      pending.setLength(0);
      return text;
    } finally {
      lock.unlock();
    }
  }

  private void pause() throws InterruptedException {
    long nanos = Limits.WRITE_INTERVAL.toNanos();
    while (nanos > 0 && !ended) nanos = changed.awaitNanos(nanos);
  }

  private boolean write(String text) {
    var values = new HashMap<Field<?>, @Nullable Object>();
    values.put(JOB.ANSWER, JOB.ANSWER.concat(text));
    if (written.isEmpty()) {
      var sinceAsked = Duration.between(run.job().askedAt(), clock.instant());
      values.put(JOB.MILLIS_TO_FIRST_WORD, (int) sinceAsked.toMillis());
      onFirstWord.accept(sinceAsked);
      return run.updateSoon(values); // an answer has begun: that is more than text
    }
    return run.growSoon(values);
  }
}
