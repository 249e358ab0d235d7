package foundry.api.apikey;

import static foundry.api.tables.Tables.API_KEY;

import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.viewer.OrgId;
import java.util.Map;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Makes a key open nothing any more, as soon as the AI service has been told. */
public final class RevokeApiKey {
  /** The key that is no good any more. */
  record Revoked(UUID apiKey, UUID auditEvent) {}

  private static final Map<Field<?>, Field<?>> REVOKED =
      Map.of(
          API_KEY.REVOKED_AT, DSL.currentOffsetDateTime(),
          API_KEY.UPDATED_AT, DSL.currentOffsetDateTime());

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
    writes.update(API_KEY, REVOKED).and(API_KEY.ID.eq(key.uuid())).execute();
    writes.enqueue("revoke_api_key", key.uuid(), key.org());
    var subject = new Writes.Subject("api_key", key.uuid(), key.name());
    var event = writes.audit(key.org(), "api_key.revoke", subject);
    return Outcome.done(new Revoked(key.uuid(), event));
  }

  /** Of a whole organization: for good, as the AI service knows no way back. */
  public static void all(Writes writes, OrgId org) {
    var isGood = API_KEY.ORG_ID.eq(org.value()).and(API_KEY.REVOKED_AT.isNull());
    var keys = writes.from(API_KEY).and(isGood).orderBy(API_KEY.ID).forUpdate().fetch(API_KEY.ID);
    if (keys.isEmpty()) return;
    writes.update(API_KEY, REVOKED).and(API_KEY.ID.in(keys)).execute();
    keys.forEach(key -> writes.enqueue("revoke_api_key", key, org));
  }
}
