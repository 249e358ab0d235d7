package foundry.ai.dialect;

import foundry.ai.Limits;
import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;
import java.util.Optional;

/** A deadline, for dialects that have no field for it. */
public final class Deadline {
  static final String HEADER = "x-foundry-deadline-ms";

  private Deadline() {}

  /** After which what there is is the answer; empty if the caller has patience. */
  public static Optional<Integer> millis(Exchange exchange) {
    String text = exchange.routing().request().getHeader(HEADER);
    if (text == null) return Optional.empty();
    try {
      int millis = Integer.parseInt(text);
      if (millis >= 1 && millis <= Limits.DEADLINE_MILLIS_MAX) return Optional.of(millis);
    } catch (NumberFormatException e) {
      // falls through to the one error for both mistakes
    }
    throw Refused.field(HEADER, "(expected: 1.." + Limits.DEADLINE_MILLIS_MAX + ")");
  }
}
