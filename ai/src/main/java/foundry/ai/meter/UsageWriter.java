package foundry.ai.meter;

import foundry.postgres.DatabaseUnavailable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries entries from the journal to the ledger, on a thread of its own; waits out outages. */
final class UsageWriter implements AutoCloseable {
  private static final int BATCH_MAX = 500;

  /** How long an entry waits for others to share a transaction with. */
  private static final long PAUSE_MILLIS = 200;

  private static final long BACKOFF_MILLIS_MAX = 5_000;

  /** What is not written by then stays in the journal for the next start. */
  private static final long CLOSE_SECONDS_MAX = 5;

  private static final Logger LOG = LoggerFactory.getLogger(UsageWriter.class);

  private final Journal journal;
  private final Ledger ledger;
  private final Counter written;
  private final Counter refused;
  private final Thread thread;
  private volatile boolean closing;

  private UsageWriter(Journal journal, Ledger ledger, MeterRegistry metrics) {
    this.journal = journal;
    this.ledger = ledger;
    this.written = metrics.counter("foundry.ai.usage.written");
    this.refused = metrics.counter("foundry.ai.usage.refused");
    this.thread = Thread.ofPlatform().daemon().name("usage writer").unstarted(this::run);
  }

  static UsageWriter start(Journal journal, Ledger ledger, MeterRegistry metrics) {
    var writer = new UsageWriter(journal, ledger, metrics);
    writer.thread.start();
    return writer;
  }

  private void run() {
    long backoffMillis = PAUSE_MILLIS;
    while (true) {
      boolean last = closing;
      boolean healthy = round();
      if (last) return;
      backoffMillis = healthy ? PAUSE_MILLIS : Math.min(2 * backoffMillis, BACKOFF_MILLIS_MAX);
      if (!closing) LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(backoffMillis));
    }
  }

  /** Writes all there is; false if the database did not take it. */
  private boolean round() {
    try {
      journal.prepare();
      while (writeNext()) journal.prepare();
      return true;
    } catch (DatabaseUnavailable e) {
      LOG.warn("usage waits in the journal, the database does not take it: {}", reason(e));
      journal.force();
    } catch (RuntimeException e) {
      LOG.error("usage waits in the journal", e);
    }
    return false;
  }

  private boolean writeNext() {
    var batch = journal.next(BATCH_MAX);
    write(batch.entries());
    journal.done(batch);
    return !batch.entries().isEmpty();
  }

  private void write(List<Entry> entries) {
    try {
      ledger.write(entries);
      written.increment(entries.size());
    } catch (DatabaseUnavailable e) {
      if (!isAboutTheData(e)) throw e;
      if (entries.size() > 1) entries.forEach(entry -> write(List.of(entry)));
      else refuse(entries.getFirst(), e);
    }
  }

  /** One row that can never be written must not keep all others back. */
  private void refuse(Entry entry, DatabaseUnavailable problem) {
    refused.increment();
    LOG.error("the database refuses usage of {}: {}", entry.usage().id(), reason(problem));
  }

  private static boolean isAboutTheData(DatabaseUnavailable problem) {
    String state = state(problem);
    return state != null && (state.startsWith("22") || state.startsWith("23"));
  }

  private static @Nullable String state(DatabaseUnavailable problem) {
    return problem.getCause() instanceof SQLException sql ? sql.getSQLState() : null;
  }

  private static String reason(DatabaseUnavailable problem) {
    return "SQLSTATE " + state(problem);
  }

  /** Writes what there is, unless the database is away. */
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS_MAX));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean hasEnded() {
    return !thread.isAlive();
  }
}
