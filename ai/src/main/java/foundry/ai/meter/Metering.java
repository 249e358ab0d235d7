package foundry.ai.meter;

import foundry.ai.catalogue.Catalogue;
import foundry.ai.database.Database;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts every call once: works out what it cost, writes it down where a crash cannot reach, and
 * carries it to the database behind the caller's back.
 */
public final class Metering implements Meter, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Metering.class);

  private final Catalogue catalogue;
  private final Journal journal;
  private final UsageWriter writer;
  private final Counter lost;

  private Metering(Catalogue catalogue, Journal journal, UsageWriter writer, Counter lost) {
    this.catalogue = catalogue;
    this.journal = journal;
    this.writer = writer;
    this.lost = lost;
  }

  /**
   * Goes on with what an earlier process left in the folder. Throws if another one uses it.
   *
   * @param folder of this replica alone
   */
  public static Metering start(
      Path folder, Database database, Catalogue catalogue, MeterRegistry metrics) {
    var journal = Journal.open(folder);
    var writer = UsageWriter.start(journal, new Ledger(database), metrics);
    return new Metering(catalogue, journal, writer, metrics.counter("foundry.ai.usage.lost"));
  }

  @Override
  public void record(UsageRecord usage) {
    try {
      journal.append(new Entry(usage, Cost.of(usage, catalogue)));
    } catch (IOException | RuntimeException e) {
      lost.increment();
      LOG.error("usage of {} is lost: it cannot be written down", usage.id(), e);
    }
  }

  @Override
  public boolean accepts() {
    return journal.hasRoom();
  }

  @Override
  public void close() throws IOException {
    writer.close();
    // A writer that still waits for the database reads the journal; the process ends soon anyway.
    if (writer.hasEnded()) journal.close();
  }
}
