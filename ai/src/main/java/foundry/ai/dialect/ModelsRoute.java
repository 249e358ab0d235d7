package foundry.ai.dialect;

import foundry.ai.generate.Models;
import foundry.ai.generate.Models.Model;
import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;
import foundry.ai.http.Route;
import java.util.List;

/** GET /v1/models. */
public final class ModelsRoute implements Route {
  private static final int PAGE_MAX = 1_000;

  private final Models models;

  public ModelsRoute(Models models) {
    this.models = models;
  }

  @Override
  public boolean onLoop() {
    return true;
  }

  @Override
  public void handle(Exchange exchange) {
    boolean anthropic = ModelList.asksAnthropic(exchange);
    int limit = limit(exchange.queryParameter("limit"));
    String after = exchange.queryParameter("after_id");
    models
        .list()
        .onSuccess(
            all -> exchange.reply(anthropic ? page(all, after, limit) : ModelList.Both.of(all)))
        .onFailure(exchange::fail);
  }

  private static ModelList.Page page(List<Model> all, String after, int limit) {
    var rest = after(all, after);
    var page = rest.subList(0, Math.min(limit, rest.size()));
    return ModelList.Page.of(page, page.size() < rest.size());
  }

  private static List<Model> after(List<Model> all, String id) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).id().equals(id)) return all.subList(i + 1, all.size());
    }
    return all;
  }

  private static int limit(String text) {
    if (text.isEmpty()) return PAGE_MAX;
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= PAGE_MAX) return limit;
    } catch (NumberFormatException e) {
      // falls through to the one error for both mistakes
    }
    throw Refused.field("limit", "no number in range (expected: 1.." + PAGE_MAX + ")");
  }
}
