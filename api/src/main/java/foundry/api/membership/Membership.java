package foundry.api.membership;

import static foundry.api.tables.Tables.MEMBERSHIP;

import foundry.api.database.Reads;
import foundry.api.graphql.relay.Node;
import foundry.api.graphql.relay.NodeType;
import foundry.api.tables.tables.records.MembershipRecord;
import foundry.api.viewer.Role;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** A person's place in an organization. */
public record Membership(
    MembershipId id,
    OrgId org,
    UserId user,
    Role role,
    Optional<Instant> suspendedAt,
    Instant createdAt,
    Instant updatedAt)
    implements Node {

  public static final NodeType<MembershipRecord, Membership> NODE =
      new NodeType<>(
          Membership.class,
          "mbr",
          new NodeType.Source<>(MEMBERSHIP, MEMBERSHIP.ID),
          Membership::of);

  private static Membership of(MembershipRecord row) {
    return new Membership(
        new MembershipId(row.getId()),
        new OrgId(row.getOrgId()),
        new UserId(row.getUserId()),
        Role.valueOf(row.getRole().getLiteral()),
        Optional.ofNullable(row.getSuspendedAt()).map(OffsetDateTime::toInstant),
        row.getCreatedAt().toInstant(),
        row.getUpdatedAt().toInstant());
  }

  /** The membership of this person there, if there is one that the viewer may see. */
  public static Optional<Membership> of(Reads reads, OrgId org, UserId user) {
    return reads
        .from(MEMBERSHIP)
        .and(MEMBERSHIP.ORG_ID.eq(org.value()))
        .and(MEMBERSHIP.USER_ID.eq(user.value()))
        .fetchOptional()
        .map(NODE::of);
  }

  @Override
  public UUID uuid() {
    return id.value();
  }

  /** As clients see it. */
  public static String globalId(UUID id) {
    return NODE.globalId(id);
  }
}
