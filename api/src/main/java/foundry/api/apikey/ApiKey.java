package foundry.api.apikey;

import static foundry.api.tables.Tables.API_KEY;

import foundry.api.graphql.relay.Node;
import foundry.api.graphql.relay.NodeType;
import foundry.api.tables.tables.records.ApiKeyRecord;
import foundry.viewer.OrgId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** What a program of an organization calls the AI service with; not the key itself. */
record ApiKey(UUID uuid, OrgId org, String name, Optional<Instant> revokedAt, Instant createdAt)
    implements Node {

  static final NodeType<ApiKeyRecord, ApiKey> NODE =
      new NodeType<>(ApiKey.class, "key", new NodeType.Source<>(API_KEY, API_KEY.ID), ApiKey::of);

  private static ApiKey of(ApiKeyRecord row) {
    return new ApiKey(
        row.getId(),
        new OrgId(row.getOrgId()),
        row.getName(),
        Optional.ofNullable(row.getRevokedAt()).map(OffsetDateTime::toInstant),
        row.getCreatedAt().toInstant());
  }
}
