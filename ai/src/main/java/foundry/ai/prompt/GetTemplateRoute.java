package foundry.ai.prompt;

import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;
import foundry.ai.http.Route;
import java.util.Optional;

/** GET /v1/templates/{name}: a version by number or label, else the newest. */
public final class GetTemplateRoute implements Route {
  private final Templates templates;

  public GetTemplateRoute(Templates templates) {
    this.templates = templates;
  }

  @Override
  public void handle(Exchange exchange) {
    String name = Names.template(exchange.pathParameter("name"), "name");
    var label = Optional.of(exchange.queryParameter("label")).filter(word -> !word.isEmpty());
    var version = version(exchange.queryParameter("version"));
    if (version.isPresent() && label.isPresent()) {
      throw Refused.field("version", "beside label (expected: one of them)");
    }
    var found =
        templates
            .registry()
            .find(exchange.caller(), name, version, label)
            .orElseThrow(() -> Registry.unknown(name));
    exchange.reply(TemplateReply.of(found, templates.registry().labels(exchange.caller(), name)));
  }

  private static Optional<Integer> version(String text) {
    if (text.isEmpty()) return Optional.empty();
    if (text.matches("[1-9]\\d{0,8}")) return Optional.of(Integer.valueOf(text));
    throw Refused.field("version", "no number (expected: 1 or more)");
  }
}
