package foundry.ai;

import foundry.ai.database.Database;
import foundry.ai.http.Authentication;
import foundry.ai.key.KeyRing;
import foundry.http.RunningService;
import foundry.viewer.CallerTokens;
import java.nio.charset.StandardCharsets;

/** Who may call: api with its signed tokens, and everyone with a key. */
record Access(CallerTokens tokens, KeyRing keys, Authentication authentication) {
  static Access open(Ground ground, RunningService.Parts parts) {
    var settings = ground.settings();
    var clock = ground.clock();
    var tokens =
        new CallerTokens(settings.internalSecret().getBytes(StandardCharsets.UTF_8), clock);
    var heard = Database.listen(settings.logins().serving());
    var keys =
        parts.add(new KeyRing(ground.vertx(), ground.database(), heard, ground.workers(), clock));
    return new Access(tokens, keys, new Authentication(tokens, keys.credentials(), clock));
  }
}
