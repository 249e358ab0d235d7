package foundry.ai.key;

import foundry.ai.Limits;
import foundry.ai.http.ErrorCode;
import foundry.ai.http.Exchange;
import foundry.ai.http.Fields;
import foundry.ai.http.Refused;
import foundry.ai.http.Route;
import foundry.ai.key.KeyTable.Wish;
import foundry.viewer.ApiKey;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** POST /v1/keys: the only time a key is seen. */
record CreateKeyRoute(KeyTable table, Clock clock) implements Route {
  @Override
  public void handle(Exchange exchange) {
    var wish = read(exchange.body());
    var key = ApiKey.random();
    var made =
        table
            .add(exchange.caller(), key, wish, Limits.KEYS_MAX)
            .orElseThrow(CreateKeyRoute::tooMany);
    exchange.reply(KeyView.made(made, key));
  }

  private Wish read(Fields body) {
    var name = body.name("name", Limits.KEY_NAME_CHARACTERS_MAX).strip();
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      throw Refused.field("name", "blank (expected: what the key is for)");
    }
    var days = body.optionalNumber("expires_in_days", 1, Limits.KEY_DAYS_MAX);
    var wish =
        new Wish(
            name, scopes(body), days.map(count -> clock.instant().plus(Duration.ofDays(count))));
    body.done();
    return wish;
  }

  static Set<Scope> scopes(Fields body) {
    var given = body.has("scopes");
    if (!given) return EnumSet.of(Scope.MODELS);
    var scopes = EnumSet.noneOf(Scope.class);
    for (String word : body.texts("scopes", Scope.values().length, 20)) scopes.add(scope(word));
    return scopes;
  }

  private static Scope scope(String word) {
    for (var scope : Scope.values()) {
      if (scope.word().equals(word)) return scope;
    }
    throw Refused.field("scopes", "unknown (expected: models, documents, usage or templates)");
  }

  private static Refused tooMany() {
    return new Refused(
        ErrorCode.RATE_LIMITED,
        "keys: %d are in use (expected: fewer; revoke one)".formatted(Limits.KEYS_MAX));
  }
}
