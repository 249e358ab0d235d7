package foundry.ai.dialect;

import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;

/** Whether another model may go on where one breaks off, for dialects that have no field for it. */
public final class Continues {
  static final String HEADER = "x-foundry-continue";

  private Continues() {}

  public static boolean asked(Exchange exchange) {
    String text = exchange.routing().request().getHeader(HEADER);
    if (text == null || text.equals("false")) return false;
    if (text.equals("true")) return true;
    throw Refused.field(HEADER, "(expected: true or false)");
  }
}
