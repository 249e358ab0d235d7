package foundry.api.invitation;

import static foundry.api.tables.Tables.INVITATION;

import foundry.api.graphql.relay.Node;
import foundry.api.graphql.relay.NodeType;
import foundry.api.tables.enums.InvitationStatus;
import foundry.api.tables.tables.records.InvitationRecord;
import foundry.api.viewer.Role;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** A place in an organization, kept for an e-mail address. */
public record Invitation(
    InvitationId id,
    OrgId org,
    String organizationName,
    String email,
    Role role,
    InvitationStatus status,
    Instant expiresAt,
    UserId inviter,
    String inviterName,
    Instant createdAt,
    Instant updatedAt)
    implements Node {

  private static final DataType<InvitationStatus> TYPE =
      SQLDataType.VARCHAR.asEnumDataType(InvitationStatus.class);

  public static final DataType<InvitationStatus[]> STATUSES = TYPE.array();

  /** Where an invitation stands now, as the database says. */
  public static final Field<InvitationStatus> STATUS =
      DSL.function(
          DSL.name("app", "invitation_status"),
          TYPE,
          INVITATION.ACCEPTED_AT,
          INVITATION.DECLINED_AT,
          INVITATION.REVOKED_AT,
          INVITATION.EXPIRES_AT);

  public static final NodeType<InvitationRecord, Invitation> NODE =
      new NodeType<>(
          Invitation.class,
          "inv",
          new NodeType.Source<>(INVITATION, INVITATION.ID),
          Invitation::of);

  private static Invitation of(InvitationRecord row) {
    return new Invitation(
        new InvitationId(row.getId()),
        new OrgId(row.getOrgId()),
        row.getOrgName(),
        row.getEmail(),
        Role.valueOf(row.getRole().getLiteral()),
        status(
            new Times(
                row.getAcceptedAt(), row.getDeclinedAt(), row.getRevokedAt(), row.getExpiresAt())),
        row.getExpiresAt().toInstant(),
        new UserId(row.getInviterId()),
        row.getInviterName(),
        row.getCreatedAt().toInstant(),
        row.getUpdatedAt().toInstant());
  }

  /** As {@link #STATUS}, of what was read of a row. */
  static InvitationStatus status(Times times) {
    var revoked = times.revokedAt();
    if (times.acceptedAt() != null) return InvitationStatus.ACCEPTED;
    if (times.declinedAt() != null) return InvitationStatus.DECLINED;
    if (revoked != null && revoked.isBefore(times.expiresAt())) return InvitationStatus.REVOKED;
    boolean isOver = !Instant.now().isBefore(times.expiresAt().toInstant());
    return isOver ? InvitationStatus.EXPIRED : InvitationStatus.PENDING;
  }

  /** What an invitation's status follows from. */
  record Times(
      @Nullable OffsetDateTime acceptedAt,
      @Nullable OffsetDateTime declinedAt,
      @Nullable OffsetDateTime revokedAt,
      OffsetDateTime expiresAt) {}

  /** Those that stand in one of these ways. */
  public static Condition hasStatus(Field<InvitationStatus[]> statuses) {
    return STATUS.eq(DSL.any(statuses));
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
