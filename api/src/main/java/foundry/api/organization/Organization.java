package foundry.api.organization;

import static foundry.api.tables.Tables.ORGANIZATION;

import foundry.api.graphql.relay.Node;
import foundry.api.graphql.relay.NodeType;
import foundry.api.tables.tables.records.OrganizationRecord;
import foundry.viewer.OrgId;
import java.time.Instant;
import java.util.UUID;

/** A tenant. */
public record Organization(OrgId id, String name, Instant createdAt, Instant updatedAt)
    implements Node {

  public static final NodeType<OrganizationRecord, Organization> NODE =
      new NodeType<>(
          Organization.class,
          "org",
          new NodeType.Source<>(ORGANIZATION, ORGANIZATION.ID),
          Organization::of);

  private static Organization of(OrganizationRecord row) {
    return new Organization(
        new OrgId(row.getId()),
        row.getName(),
        row.getCreatedAt().toInstant(),
        row.getUpdatedAt().toInstant());
  }

  @Override
  public UUID uuid() {
    return id.value();
  }

  /** As clients see it. */
  public static String globalId(OrgId id) {
    return NODE.globalId(id.value());
  }
}
