package foundry.ai.dialect;

import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;
import foundry.ai.prepare.Trim;
import foundry.ai.prepare.Wishes;
import java.util.Optional;

/** What may be left out of a prompt that is too long, for dialects that have no field for it. */
public final class Trimmed {
  static final String HEADER = "x-foundry-trim";

  private Trimmed() {}

  /** Dialects have no passages: only turns can be left out. */
  public static Wishes wishes(Exchange exchange) {
    String text = exchange.routing().request().getHeader(HEADER);
    if (text == null) return Wishes.NONE;
    return switch (text) {
      case "oldest" -> new Wishes(Optional.of(Trim.OLDEST), Optional.empty(), false);
      case "middle" -> new Wishes(Optional.of(Trim.MIDDLE), Optional.empty(), false);
      default -> throw Refused.field(HEADER, "(expected: oldest or middle)");
    };
  }
}
