package foundry.ai.prompt;

import foundry.ai.http.Exchange;
import foundry.ai.http.Route;

/** PUT /v1/templates/{name}/labels/{label}. */
public final class MoveLabelRoute implements Route {
  record Reply(String name, String label, int version) {}

  private final Templates templates;

  public MoveLabelRoute(Templates templates) {
    this.templates = templates;
  }

  @Override
  public void handle(Exchange exchange) {
    String name = Names.template(exchange.pathParameter("name"), "name");
    String label = Names.template(exchange.pathParameter("label"), "label");
    var body = exchange.body();
    int version =
        body.optionalNumber("version", 1, Integer.MAX_VALUE)
            .orElseThrow(() -> body.missing("version"));
    body.done();
    templates.registry().move(exchange.caller(), name, label, version);
    templates.forget(exchange.caller(), name);
    exchange.reply(new Reply(name, label, version));
  }
}
