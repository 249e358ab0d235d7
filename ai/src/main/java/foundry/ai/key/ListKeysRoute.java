package foundry.ai.key;

import foundry.ai.Limits;
import foundry.ai.http.Exchange;
import foundry.ai.http.Route;
import java.util.List;

/** GET /v1/keys: the organization's, the newest first, revoked ones included. */
record ListKeysRoute(KeyTable table) implements Route {
  private record Reply(List<KeyView> keys) {}

  @Override
  public void handle(Exchange exchange) {
    var keys = table.of(exchange.caller().org(), Limits.KEYS_LISTED_MAX);
    exchange.reply(new Reply(keys.stream().map(KeyView::of).toList()));
  }
}
