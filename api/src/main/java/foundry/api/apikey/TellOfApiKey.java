package foundry.api.apikey;

import static foundry.api.tables.Tables.API_KEY;

import foundry.api.aiclient.AiClient;
import foundry.api.aiclient.AiResult;
import foundry.api.database.Database;
import foundry.api.queue.Work;
import foundry.api.tables.tables.records.ApiKeyRecord;
import foundry.api.viewer.Viewer;
import foundry.viewer.Caller;
import foundry.viewer.KeyId;
import foundry.viewer.UserId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the AI service of a key that was made or revoked, until it has heard. Tells all there is to
 * know each time: whichever of the two comes last, a revoked key stays revoked.
 */
public final class TellOfApiKey implements Work {
  private static final Logger LOG = LoggerFactory.getLogger(TellOfApiKey.class);

  private final Database database;
  private final AiClient ai;

  public TellOfApiKey(Database database, AiClient ai) {
    this.database = database;
    this.ai = ai;
  }

  @Override
  public Outcome run(Assignment assignment) {
    var requestId = "key_" + assignment.instance().toString().replace("-", "");
    var viewer = new Viewer.Product(assignment.org(), "tell of a key", requestId);
    Optional<ApiKeyRecord> found =
        database.read(
            viewer,
            reads -> reads.from(API_KEY).and(API_KEY.ID.eq(assignment.instance())).fetchOptional());
    if (found.isEmpty()) return Outcome.DONE;
    var key = found.get();
    var owner = new UserId(key.getOwnerId());
    var caller = new Caller(assignment.org(), owner, Optional.empty(), requestId);
    return switch (ai.putKey(caller, new KeyId(key.getId()), key(key))) {
      case AiResult.Done<Boolean> done -> Outcome.DONE;
      case AiResult.Failed<Boolean>(var failure) -> {
        LOG.warn("ai does not know of key {} yet: {}", key.getId(), failure.message());
        yield Outcome.LATER;
      }
    };
  }

  private static AiClient.Key key(ApiKeyRecord row) {
    return new AiClient.Key(
        row.getName(),
        row.getPrefix(),
        row.getSha256(),
        Arrays.stream(row.getScopes()).map(scope -> scope.toLowerCase(Locale.ROOT)).toList(),
        Optional.ofNullable(row.getExpiresAt()).map(at -> at.toInstant().toString()).orElse(null),
        row.getRevokedAt() != null);
  }
}
