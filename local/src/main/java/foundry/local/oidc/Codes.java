package foundry.local.oidc;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Codes that wait to be exchanged, each once and soon. */
final class Codes {
  static final Duration LIFETIME = Duration.ofSeconds(60);

  /** Far more than three personas can want in a minute; the oldest go first. */
  private static final int WAITING_MAX = 1000;

  private final Clock clock;
  private final Map<AuthorizationCode, Grant> waiting =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<AuthorizationCode, Grant> eldest) {
          return size() > WAITING_MAX;
        }
      };

  Codes(Clock clock) {
    this.clock = clock;
  }

  synchronized AuthorizationCode issue(Grant grant) {
    var code = new AuthorizationCode(32);
    waiting.put(code, grant);
    return code;
  }

  /** The grant behind the code, once; empty if the code is unknown, used or too old. */
  synchronized Optional<Grant> redeem(AuthorizationCode code) {
    return Optional.ofNullable(waiting.remove(code))
        .filter(grant -> clock.instant().isBefore(grant.expires()));
  }
}
