package foundry.ai.key;

import foundry.ai.http.ErrorCode;
import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;
import foundry.ai.http.Route;
import foundry.viewer.KeyId;

/** DELETE /v1/keys/{key}: it opens nothing any more, on any replica. */
record RevokeKeyRoute(KeyTable table, Keys keys) implements Route {
  @Override
  public void handle(Exchange exchange) {
    var id = id(exchange.pathParameter("key"));
    var revoked = table.revoke(exchange.caller().org(), id);
    keys.forget(id);
    exchange.reply(KeyView.of(revoked.orElseThrow(RevokeKeyRoute::unknown)));
  }

  private static KeyId id(String text) {
    try {
      return KeyId.parse(text);
    } catch (IllegalArgumentException e) {
      throw unknown();
    }
  }

  private static Refused unknown() {
    return new Refused(ErrorCode.NOT_FOUND, "key: the organization has no such key");
  }
}
