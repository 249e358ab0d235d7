package foundry.api.notification;

import static foundry.api.tables.Tables.NOTIFICATION;

import foundry.api.audit.AuditEvent;
import foundry.api.graphql.Feature;
import foundry.api.graphql.Wiring;

/** Notifications, and how they are marked. */
public final class Notifications implements Feature {
  @Override
  public void describe(Wiring wiring) {
    wiring.sdl(Notifications.class, "notification.graphqls");
    wiring
        .node(Notification.NODE)
        .id("id", NOTIFICATION.ID, "Notification")
        .column("createdAt", NOTIFICATION.CREATED_AT)
        .id("orgId", NOTIFICATION.ORG_ID, "Organization")
        .column("organizationName", NOTIFICATION.ORG_NAME)
        .column("kind", NOTIFICATION.KIND)
        .computed(
            "subjectId",
            notification ->
                AuditEvent.subject(
                    notification.find(NOTIFICATION.SUBJECT_TYPE),
                    notification.find(NOTIFICATION.SUBJECT_ID)),
            NOTIFICATION.SUBJECT_TYPE,
            NOTIFICATION.SUBJECT_ID)
        .column("subjectName", NOTIFICATION.SUBJECT_NAME)
        .column("role", NOTIFICATION.ROLE)
        .column("readAt", NOTIFICATION.READ_AT);
    wiring.live(new NotificationLive());
    wiring
        .type("NotificationUpdate", NotificationLive.Told.class)
        .field("notification", NotificationLive.Told::notification);
    wiring
        .mutation(
            "markNotificationsRead", MarkNotificationsRead.Marked.class, MarkNotificationsRead::run)
        .field("readCount", MarkNotificationsRead.Marked::count)
        .field("notifications", MarkNotificationsRead.Marked::notifications);
  }
}
