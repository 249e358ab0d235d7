package foundry.api.audit;

import static foundry.api.tables.Tables.AUDIT_EVENT;

import foundry.api.graphql.relay.GlobalId;
import foundry.api.graphql.relay.Node;
import foundry.api.graphql.relay.NodeType;
import foundry.api.tables.tables.records.AuditEventRecord;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who did what to what. */
public record AuditEvent(
    AuditEventId id,
    OrgId org,
    @Nullable UserId actor,
    String action,
    Optional<GlobalId> subject,
    @Nullable String subjectName,
    @Nullable String requestId,
    Instant createdAt)
    implements Node {

  /** What can be acted on, and the prefix of its ids. */
  private static final Map<String, String> PREFIXES =
      Map.of(
          "organization", "org",
          "membership", "mbr",
          "invitation", "inv",
          "project", "prj",
          "document", "doc",
          "job", "job",
          "limit", "lim",
          "api_key", "key");

  public static final NodeType<AuditEventRecord, AuditEvent> NODE =
      new NodeType<>(
          AuditEvent.class,
          "evt",
          new NodeType.Source<>(AUDIT_EVENT, AUDIT_EVENT.ID),
          AuditEvent::of);

  private static AuditEvent of(AuditEventRecord row) {
    var actor = row.getActorId();
    return new AuditEvent(
        new AuditEventId(row.getId()),
        new OrgId(row.getOrgId()),
        actor == null ? null : new UserId(actor),
        row.getAction(),
        subject(row.getSubjectType(), row.getSubjectId()),
        row.getSubjectName(),
        row.getRequestId(),
        row.getCreatedAt().toInstant());
  }

  /** The node acted on; nothing if there was none. */
  public static Optional<GlobalId> subject(@Nullable String type, @Nullable UUID id) {
    if (type == null || id == null) return Optional.empty();
    return Optional.ofNullable(PREFIXES.get(type)).map(prefix -> new GlobalId(prefix, id));
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
