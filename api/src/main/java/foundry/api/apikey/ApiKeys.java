package foundry.api.apikey;

import static foundry.api.tables.Tables.API_KEY;

import foundry.api.audit.AuditEvent;
import foundry.api.graphql.Feature;
import foundry.api.graphql.Wiring;

/** Keys with which an organization's own programs call the AI service. */
public final class ApiKeys implements Feature {
  @Override
  public void describe(Wiring wiring) {
    wiring.sdl(ApiKeys.class, "apikey.graphqls");
    wiring
        .node(ApiKey.NODE)
        .id("id", API_KEY.ID, "ApiKey")
        .column("createdAt", API_KEY.CREATED_AT)
        .column("updatedAt", API_KEY.UPDATED_AT)
        .id("orgId", API_KEY.ORG_ID, "Organization")
        .id("ownerId", API_KEY.OWNER_ID, "User")
        .one("owner", API_KEY.OWNER_ID)
        .column("name", API_KEY.NAME)
        .column("prefix", API_KEY.PREFIX)
        .column("scopes", API_KEY.SCOPES)
        .column("expiresAt", API_KEY.EXPIRES_AT)
        .column("revokedAt", API_KEY.REVOKED_AT);
    wiring
        .mutation("createApiKey", CreateApiKey.Created.class, CreateApiKey::run)
        .field("apiKey", CreateApiKey.Created::apiKey)
        .edge("apiKeyEdge", "Organization.apiKeys", CreateApiKey.Created::apiKey)
        .field("secret", CreateApiKey.Created::secret)
        .field("auditEventId", created -> AuditEvent.globalId(created.auditEvent()));
    wiring
        .mutation("revokeApiKey", RevokeApiKey.Revoked.class, RevokeApiKey::run)
        .field("apiKey", RevokeApiKey.Revoked::apiKey)
        .field("auditEventId", revoked -> AuditEvent.globalId(revoked.auditEvent()));
  }
}
