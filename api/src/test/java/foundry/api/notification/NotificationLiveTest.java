package foundry.api.notification;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Events;
import foundry.api.Scene;
import foundry.api.TestApi;
import foundry.api.TestApi.Person;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NotificationLiveTest {
  private static final String LISTEN =
      """
      subscription($since: DateTime) { notification(since: $since) {
        notification { id subjectName readAt } } }
      """;

  private final Scene scene = Scene.create();

  private void tell(Person person, String name) {
    TestApi.sql(
        """
        insert into app.notification (org_id, org_name, user_id, kind, subject_type, subject_id, subject_name)
        values (?, 'Acme', ?, 'ROLE_CHANGED', 'organization', ?, ?)
        """,
        scene.org(),
        person.id(),
        scene.org(),
        name);
  }

  @Test
  void a_notification_arrives_and_so_does_that_it_was_read() {
    try (var events = Events.open(scene.member(), LISTEN)) {
      tell(scene.reader(), "not mine");
      tell(scene.member(), "mine");
      var told = events.nextUpdate().path("notification");
      assertThat(told.path("subjectName").asString()).isEqualTo("mine");
      assertThat(told.path("readAt").isNull()).isTrue();
      scene
          .member()
          .query(
              "mutation { markNotificationsRead(input: {}) { readCount userErrors { message } } }");
      assertThat(events.nextUpdate().at("/notification/readAt").isNull()).isFalse();
    }
  }

  @Test
  void what_came_while_nobody_listened_is_told_first() {
    var before = Instant.now().minusSeconds(1).toString();
    tell(scene.member(), "missed");
    try (var events = Events.open(scene.member().token(), LISTEN, Map.of("since", before))) {
      assertThat(events.nextUpdate().at("/notification/subjectName").asString())
          .isEqualTo("missed");
    }
  }
}
