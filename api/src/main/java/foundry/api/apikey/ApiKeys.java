package foundry.api.apikey;

import static foundry.api.tables.Tables.API_KEY;

import foundry.api.aiclient.AiClient;
import foundry.api.audit.AuditEvent;
import foundry.api.graphql.Call;
import foundry.api.graphql.Errand;
import foundry.api.graphql.Feature;
import foundry.api.graphql.Wiring;
import foundry.api.graphql.plan.Cells;
import foundry.viewer.Caller;
import foundry.viewer.OrgId;
import java.util.Optional;

/** Keys with which an organization's own programs call the AI service. */
public final class ApiKeys implements Feature {
  private final AiClient ai;

  public ApiKeys(AiClient ai) {
    this.ai = ai;
  }

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
        .column("revokedAt", API_KEY.REVOKED_AT)
        .away("lastUsedAt", this::lastUse, API_KEY.ORG_ID, API_KEY.ID);
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

  private Errand lastUse(Cells key, Call call) {
    var viewer = call.viewer();
    var org = new OrgId(key.get(API_KEY.ORG_ID));
    var user = viewer.user().orElseThrow();
    var caller = new Caller(org, user, Optional.empty(), viewer.requestId());
    return new KeyUse(ai, caller).of(key.get(API_KEY.ID));
  }
}
