package foundry.api.notification;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Events;
import foundry.api.People;
import foundry.api.Scene;
import foundry.api.TestApi;
import foundry.api.TestApi.Person;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NotificationLiveTest {
  private static final String LISTEN =
      """
      subscription($since: DateTime) { notification(since: $since) {
        notification { id kind subjectName readAt } } }
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

  @Test
  void somebody_who_is_removed_is_told_so_and_goes_on_hearing_what_is_theirs() {
    var people = People.create();
    try (var events = Events.open(people.member(), LISTEN)) {
      tell(people.member(), "before");
      assertThat(events.nextUpdate().at("/notification/subjectName").asString())
          .isEqualTo("before");
      people.remove(people.owner(), people.member());
      assertThat(events.nextUpdate().at("/notification/kind").asString()).isEqualTo("REMOVED");
      tell(people.member(), "after");
      assertThat(events.nextUpdate().at("/notification/subjectName").asString()).isEqualTo("after");
    }
  }

  @Test
  void somebody_who_is_suspended_goes_on_hearing_what_is_theirs() {
    try (var events = Events.open(scene.reader(), LISTEN)) {
      TestApi.sql(
          "update app.membership set suspended_at = now() where user_id = ?", scene.reader().id());
      tell(scene.member(), "not mine");
      tell(scene.reader(), "mine");
      assertThat(events.nextUpdate().at("/notification/subjectName").asString()).isEqualTo("mine");
    }
  }

  @Test
  void a_stream_is_cut_when_its_token_expires() {
    var claims =
        TestApi.ISSUER
            .claims(scene.member().subject())
            .expirationTime(Date.from(Instant.now().minusSeconds(28)));
    try (var events = Events.open(TestApi.ISSUER.sign(claims.build()), LISTEN)) {
      assertThat(events.status()).isEqualTo(200);
      assertThat(events.next()).isEqualTo("end");
    }
  }
}
