package foundry.api.apikey;

import static foundry.api.tables.Tables.API_KEY;

import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import java.util.Map;
import java.util.UUID;
import org.jooq.impl.DSL;

/** Makes a key open nothing any more, as soon as the AI service has been told. */
final class RevokeApiKey {
  /** The key that is no good any more. */
  record Revoked(UUID apiKey, UUID auditEvent) {}

  private RevokeApiKey() {}

  /** Keys are hidden from whoever may not revoke them. */
  static Outcome<Revoked> run(Writes writes, Call input) {
    var found = ApiKey.NODE.findForUpdate(writes, input.text("apiKeyId"));
    if (found.isEmpty()) return Outcome.notFound("apiKeyId", input.text("apiKeyId"));
    var key = found.get();
    if (key.revokedAt().isPresent()) {
      return Outcome.refused(
          Code.WRONG_STATE, "apiKeyId: revoked (expected: a key that is not)", "apiKeyId");
    }
    writes
        .update(
            API_KEY,
            Map.of(
                API_KEY.REVOKED_AT, DSL.currentOffsetDateTime(),
                API_KEY.UPDATED_AT, DSL.currentOffsetDateTime()))
        .and(API_KEY.ID.eq(key.uuid()))
        .execute();
    writes.enqueue("revoke_api_key", key.uuid(), key.org());
    var subject = new Writes.Subject("api_key", key.uuid(), key.name());
    var event = writes.audit(key.org(), "api_key.revoke", subject);
    return Outcome.done(new Revoked(key.uuid(), event));
  }
}
