package foundry.ai.dialect.anthropic;

import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;
import foundry.ai.provider.Extras;
import foundry.http.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/** The header that names what a client wants of Anthropic before it is settled. */
final class Betas {
  /** Names and dates, parted by commas: nothing that could end a header or begin another. */
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._, -]{1,1024}");

  private Betas() {}

  /** Throws {@link Refused} if the header or a field of its name is none. */
  static MessagesRequest add(Exchange exchange, MessagesRequest request) {
    String name = Extras.ANTHROPIC_BETA;
    if (request.extras().fields().containsKey(name)) {
      throw Refused.field(name, "no field (expected: a header)");
    }
    List<String> given = exchange.routing().request().headers().getAll(name);
    if (given.isEmpty()) return request;
    String all = String.join(",", given);
    if (!ALLOWED.matcher(all).matches()) {
      throw Refused.field(name, "no list of names (expected: letters, digits, dots and dashes)");
    }
    var fields = new LinkedHashMap<>(request.extras().fields());
    fields.put(name, Json.MAPPER.getNodeFactory().stringNode(all));
    return request.with(new Extras(Extras.Dialect.ANTHROPIC, fields));
  }
}
