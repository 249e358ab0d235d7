package foundry.api.apikey;

import foundry.api.aiclient.AiClient;
import foundry.api.aiclient.Answered;
import foundry.api.graphql.Errand;
import foundry.viewer.Caller;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Asks the AI service when each of an organization's keys was last used. */
record KeyUse(AiClient ai, Caller caller) implements Errand {
  @Override
  public Map<UUID, Instant> run() {
    return Answered.of(ai.keyUses(caller), caller.requestId());
  }

  /** Of one key; nothing if it never was. */
  Errand of(UUID key) {
    return new Part(this, uses -> ((Map<?, ?>) uses).get(key));
  }
}
