package foundry.api.ingest;

import foundry.api.tables.enums.FailureCode;
import java.util.List;

/** What came of reading a file. */
sealed interface Extracted {
  record Pages(List<Page> pages) implements Extracted {}

  record Failed(FailureCode code, String reason) implements Extracted {}

  /** It had to stop before the end. */
  record Stopped() implements Extracted {}
}
