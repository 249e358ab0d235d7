package foundry.ai.prompt;

import foundry.ai.http.Exchange;
import foundry.ai.http.Route;
import java.util.List;

/** GET /v1/templates. */
public final class ListTemplatesRoute implements Route {
  record Reply(List<Registry.Summary> templates) {}

  private final Templates templates;

  public ListTemplatesRoute(Templates templates) {
    this.templates = templates;
  }

  @Override
  public void handle(Exchange exchange) {
    exchange.reply(new Reply(templates.registry().list(exchange.caller())));
  }
}
