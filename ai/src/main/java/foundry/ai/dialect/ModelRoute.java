package foundry.ai.dialect;

import foundry.ai.generate.Models;
import foundry.ai.generate.Models.Model;
import foundry.ai.http.ErrorCode;
import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;
import foundry.ai.http.Route;
import foundry.ai.route.NearNames;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** GET /v1/models/{id}. Ids contain slashes, which some clients escape and some do not. */
public final class ModelRoute implements Route {
  private static final String BEFORE = "/v1/models/";

  private final Models models;

  public ModelRoute(Models models) {
    this.models = models;
  }

  @Override
  public boolean onLoop() {
    return true;
  }

  @Override
  public void handle(Exchange exchange) {
    String id = id(String.valueOf(exchange.routing().request().path()));
    models.list().onSuccess(all -> answer(exchange, all, id)).onFailure(exchange::fail);
  }

  private static void answer(Exchange exchange, List<Model> all, String id) {
    for (var model : all) {
      if (!model.id().equals(id)) continue;
      exchange.reply(shown(exchange, model));
      return;
    }
    var ids = all.stream().map(Model::id).toList();
    exchange.fail(new Refused(ErrorCode.UNKNOWN_MODEL, NearNames.unknown(id, ids)));
  }

  private static Object shown(Exchange exchange, Model model) {
    boolean anthropic = ModelList.asksAnthropic(exchange);
    return anthropic ? ModelList.Anthropic.of(model) : ModelList.OpenAi.of(model);
  }

  private static String id(String path) {
    try {
      String escaped = path.substring(BEFORE.length()).replace("+", "%2B");
      return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refused.invalid("model: no id (expected: one of /v1/models)");
    }
  }
}
