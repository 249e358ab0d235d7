package foundry.api.notification;

import static foundry.api.tables.Tables.NOTIFICATION;

import foundry.api.graphql.relay.Node;
import foundry.api.graphql.relay.NodeType;
import foundry.api.tables.enums.NotificationKind;
import foundry.api.tables.tables.records.NotificationRecord;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import java.time.Instant;
import java.util.UUID;

/** Something one person should know. */
public record Notification(
    NotificationId id, OrgId org, UserId user, NotificationKind kind, Instant createdAt)
    implements Node {

  public static final NodeType<NotificationRecord, Notification> NODE =
      new NodeType<>(
          Notification.class,
          "ntf",
          new NodeType.Source<>(NOTIFICATION, NOTIFICATION.ID),
          Notification::of);

  private static Notification of(NotificationRecord row) {
    return new Notification(
        new NotificationId(row.getId()),
        new OrgId(row.getOrgId()),
        new UserId(row.getUserId()),
        row.getKind(),
        row.getCreatedAt().toInstant());
  }

  @Override
  public UUID uuid() {
    return id.value();
  }
}
