package foundry.api.notification;

import static foundry.api.tables.Tables.NOTIFICATION;

import foundry.api.Limits;
import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.graphql.relay.GlobalId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Marks the viewer's own notifications as read. */
final class MarkNotificationsRead {
  /**
   * @param notifications those of the named ones that are the viewer's
   */
  record Marked(int count, List<UUID> notifications) {}

  private MarkNotificationsRead() {}

  static Outcome<Marked> run(Writes writes, Call input) {
    var given = input.texts("notificationIds");
    boolean all = !input.arguments().containsKey("notificationIds");
    if (given.size() > Limits.NODES_PER_QUERY_MAX) {
      return Outcome.refused(
          Code.LIMIT_EXCEEDED,
          "notificationIds: %d (expected: at most %d)"
              .formatted(given.size(), Limits.NODES_PER_QUERY_MAX),
          "notificationIds");
    }
    var ids =
        given.stream()
            .map(id -> GlobalId.parse(Notification.NODE.prefix(), id))
            .flatMap(Optional::stream)
            .toList();
    int count = mark(writes, all ? DSL.noCondition() : in(ids));
    return Outcome.done(new Marked(count, own(writes, ids)));
  }

  private static List<UUID> own(Writes writes, List<UUID> ids) {
    return writes
        .select(List.of(NOTIFICATION.ID), NOTIFICATION)
        .and(in(ids))
        .fetch(NOTIFICATION.ID);
  }

  private static Condition in(List<UUID> ids) {
    return NOTIFICATION.ID.eq(DSL.any(ids.toArray(UUID[]::new)));
  }

  private static int mark(Writes writes, Condition which) {
    return writes
        .update(NOTIFICATION, Map.of(NOTIFICATION.READ_AT, DSL.currentOffsetDateTime()))
        .and(NOTIFICATION.READ_AT.isNull())
        .and(which)
        .execute();
  }
}
