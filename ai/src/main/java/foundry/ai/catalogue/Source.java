package foundry.ai.catalogue;

import java.net.URI;
import java.time.LocalDate;

/**
 * Who says a fact.
 *
 * @param date on which it was looked up
 */
public record Source(LocalDate date, URI url) {
  /** Names the state of a price list in a bill. */
  public String version() {
    return date + " " + url;
  }
}
