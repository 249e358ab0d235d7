package foundry.api.notification;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.People;
import foundry.api.Reply;
import foundry.api.Scene;
import foundry.api.TestApi;
import foundry.api.TestApi.Person;
import foundry.api.database.Channel;
import foundry.api.database.Database;
import foundry.api.database.Writes;
import foundry.api.organization.Organization;
import foundry.api.viewer.Viewer;
import foundry.postgres.Notifications;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class NotificationsTest {
  private final People people = People.create();
  private final Person member = people.member();

  private void tell(int times) {
    for (int i = 0; i < times; i++) {
      people.changeRole(people.owner(), member, i % 2 == 0 ? "VIEWER" : "MEMBER");
    }
  }

  private static List<String> ids(Person person, String filter) {
    return person
        .query("{ viewer { notifications%s { nodes { id } } } }".formatted(filter))
        .texts("/viewer/notifications/nodes", "id");
  }

  private static Reply mark(Person person, Map<String, ?> input) {
    return person.query(
        """
        mutation($i: MarkNotificationsReadInput!) { markNotificationsRead(input: $i) {
          readCount notifications { id readAt } userErrors { code field } } }
        """,
        Map.of("i", input));
  }

  @Test
  void those_that_are_read_leave_the_unread() {
    tell(3);
    var newest = ids(member, "").getFirst();
    var marked = mark(member, Map.of("notificationIds", List.of(newest)));
    assertThat(marked.data("/markNotificationsRead/readCount").asInt()).isOne();
    assertThat(marked.text("/markNotificationsRead/notifications/0/readAt")).isNotEmpty();
    assertThat(ids(member, "(unread: true)")).hasSize(2).doesNotContain(newest);
    assertThat(ids(member, "(unread: false)")).containsExactly(newest);
    assertThat(mark(member, Map.of()).data("/markNotificationsRead/readCount").asInt())
        .isEqualTo(2);
    assertThat(ids(member, "(unread: true)")).isEmpty();
    assertThat(ids(member, "")).hasSize(3);
  }

  @Test
  void nobody_sees_or_marks_anothers() {
    tell(1);
    var id = ids(member, "").getFirst();
    for (var other : List.of(people.owner(), people.reader(), TestApi.person("Stranger"))) {
      var seen =
          other.query(
              """
              query($i: ID!, $u: ID!) { node(id: $i) { id }
                user: node(id: $u) { ... on User { notifications { totalCount nodes { id } } } } }
              """,
              Map.of("i", id, "u", Scene.id("usr", member.id())));
      assertThat(seen.data("/node").isNull()).isTrue();
      assertThat(seen.data("/user/notifications/totalCount").asInt()).isZero();
      var marked = mark(other, Map.of("notificationIds", List.of(id)));
      assertThat(marked.data("/markNotificationsRead/readCount").asInt()).isZero();
      assertThat(marked.data("/markNotificationsRead/notifications")).isEmpty();
    }
    assertThat(ids(member, "(unread: true)")).containsExactly(id);
  }

  @Test
  void at_most_a_hundred_are_named_at_once_and_garbage_is_passed_over() {
    var garbage = List.of("", "ntf_", "usr_" + "0".repeat(32), UUID.randomUUID().toString());
    assertThat(
            mark(member, Map.of("notificationIds", garbage))
                .data("/markNotificationsRead/readCount")
                .asInt())
        .isZero();
    assertThat(mark(member, Map.of("notificationIds", Collections.nCopies(101, "x"))).userErrors())
        .containsExactly("LIMIT_EXCEEDED notificationIds");
  }

  @Test
  void the_product_tells_of_a_failed_job_whoever_still_belongs() {
    var org = new OrgId(people.org());
    var job = new Writes.Subject("job", UUID.randomUUID(), "How do I reset the pump?");
    people.remove(people.owner(), people.reader());
    try (var database = Database.open(TestApi.app())) {
      for (var owner : List.of(member, people.reader())) {
        database.write(
            new Viewer.Product(org, "a test", "req_test"),
            writes -> {
              var organization = Organization.NODE.find(writes, org.value()).orElseThrow();
              NewNotification.jobFailed(new UserId(owner.id()), job).put(writes, organization);
              return true;
            });
      }
    }
    assertThat(People.told(member)).containsExactly("JOB_FAILED");
    assertThat(People.told(people.reader())).containsExactly("REMOVED");
    var seen =
        member.query("{ viewer { notifications { nodes { subjectId subjectName role } } } }");
    assertThat(seen.text("/viewer/notifications/nodes/0/subjectId"))
        .isEqualTo(Scene.id("job", job.id()));
    assertThat(seen.text("/viewer/notifications/nodes/0/subjectName")).isEqualTo(job.name());
  }

  @Test
  void every_replica_hears_of_one_that_came_and_of_one_that_was_read() throws Exception {
    var heard = new LinkedBlockingQueue<String>();
    try (var notifications = Notifications.open(TestApi.app(), Channel.class);
        var subscription = notifications.subscribe(Channel.NOTIFICATION, heard::add)) {
      assertThat(subscription).isNotNull();
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(Notifications.LOOK_AGAIN);
      tell(1);
      var id = Scene.uuid(ids(member, "").getFirst());
      var payload = people.org() + " " + member.id() + " " + id;
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(payload);
      mark(member, Map.of());
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(payload);
    }
  }
}
