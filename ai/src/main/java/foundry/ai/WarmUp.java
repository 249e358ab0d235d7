package foundry.ai;

import foundry.ai.text.Terms;
import foundry.http.Json;
import foundry.viewer.Caller;
import foundry.viewer.CallerTokens;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import java.util.Optional;

/**
 * Does once what every call does, before anyone calls: on a cold JVM loading the classes of a
 * signature check takes long enough to hold up an event loop, and all its connections with it.
 */
final class WarmUp {
  private WarmUp() {}

  static void run(CallerTokens tokens) {
    var nobody = new UserId(OrgId.NOBODY.value());
    var caller = new Caller(OrgId.NOBODY, nobody, Optional.empty(), "req_warm_up");
    tokens.verify(tokens.sign(caller));
    Json.tree(Json.text(Terms.of("warming up", 2)));
  }
}
