package foundry.ai.key;

import foundry.ai.Limits;
import foundry.ai.http.Exchange;
import foundry.ai.http.Fields;
import foundry.ai.http.Route;
import foundry.ai.key.KeyTable.Given;
import foundry.ai.key.KeyTable.Wish;
import foundry.viewer.KeyId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Optional;

/** PUT /v1/keys/{key}: a key that api made, or that people of its organization revoked there. */
record PutKeyRoute(KeyTable table, Keys keys) implements Route {
  private static final int SHA256_CHARACTERS = 64;
  private static final int PREFIX_CHARACTERS_MAX = 20;
  private static final int TIME_CHARACTERS_MAX = 40;

  @Override
  public void handle(Exchange exchange) {
    var id = new KeyId(Fields.uuid("key", exchange.pathParameter("key")));
    var put = table.put(exchange.caller(), id, read(exchange.body()));
    keys.forget(id);
    exchange.reply(KeyView.of(put));
  }

  private static Given read(Fields body) {
    var name = body.name("name", Limits.KEY_NAME_CHARACTERS_MAX);
    var wish = new Wish(name, CreateKeyRoute.scopes(body), expiresAt(body));
    var given =
        new Given(
            wish, body.name("prefix", PREFIX_CHARACTERS_MAX), hash(body), body.flag("revoked"));
    body.done();
    return given;
  }

  private static Optional<Instant> expiresAt(Fields body) {
    try {
      return body.optionalText("expires_at", TIME_CHARACTERS_MAX).map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw body.wrong("expires_at", "an instant in UTC, as in 2026-11-22T17:09:00Z");
    }
  }

  private static KeyHash hash(Fields body) {
    String hex = body.text("sha256", SHA256_CHARACTERS);
    try {
      if (hex.length() == SHA256_CHARACTERS) return KeyHash.of(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      // told below, like one that is too short
    }
    throw body.wrong("sha256", "64 hex digits");
  }
}
