package foundry.ai.prompt;

import foundry.ai.Limits;
import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;
import foundry.ai.http.Route;
import foundry.http.Json;
import java.nio.charset.StandardCharsets;

/** PUT /v1/templates/{name}. */
public final class PutTemplateRoute implements Route {
  private final Templates templates;

  public PutTemplateRoute(Templates templates) {
    this.templates = templates;
  }

  @Override
  public void handle(Exchange exchange) {
    String name = Names.template(exchange.pathParameter("name"), "name");
    var body = exchange.body();
    var label = body.optionalText("label", Names.CHARACTERS_MAX);
    label.ifPresent(word -> Names.template(word, "label"));
    Template.read(body);
    var definition = Json.MAPPER.createObjectNode();
    body.node("variables").ifPresent(variables -> definition.set("variables", variables));
    body.node("messages").ifPresent(messages -> definition.set("messages", messages));
    body.done();
    var version =
        templates.registry().put(exchange.caller(), name, written(definition.toString()), label);
    templates.forget(exchange.caller(), name);
    exchange.reply(TemplateReply.of(version, templates.registry().labels(exchange.caller(), name)));
  }

  private static String written(String definition) {
    int bytes = definition.getBytes(StandardCharsets.UTF_8).length;
    if (bytes <= Limits.TEMPLATE_BYTES_MAX) return definition;
    throw Refused.invalid(
        "messages and variables: %d bytes (expected: at most %d)"
            .formatted(bytes, Limits.TEMPLATE_BYTES_MAX));
  }
}
