package foundry.api.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.api.People;
import foundry.api.Reply;
import foundry.api.TestApi;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class LastOwnerTest {
  private final People people = People.create();

  @Test
  void the_last_owner_can_neither_leave_nor_step_down() {
    assertThat(people.leave(people.owner()).userErrors()).containsExactly("LAST_OWNER orgId");
    assertThat(people.changeRole(people.owner(), people.owner(), "ADMIN").userErrors())
        .containsExactly("LAST_OWNER membershipId");
    assertThat(people.role(people.owner())).isEqualTo("OWNER");
  }

  @Test
  void an_owner_who_is_shut_out_does_not_count() {
    var other = TestApi.member(people.org(), "Otto", "OWNER");
    TestApi.sql("update app.membership set suspended_at = now() where user_id = ?", other.id());
    assertThat(people.leave(people.owner()).userErrors()).containsExactly("LAST_OWNER orgId");
    assertThat(people.transfer(people.owner(), other).userErrors())
        .containsExactly("WRONG_STATE membershipId");
  }

  @Test
  void an_owner_leaves_once_there_is_another() {
    assertThat(people.changeRole(people.owner(), people.member(), "OWNER").userErrors()).isEmpty();
    assertThat(people.leave(people.owner()).userErrors()).isEmpty();
    assertThat(people.leave(people.member()).userErrors()).containsExactly("LAST_OWNER orgId");
  }

  @Test
  void an_owner_hands_over_and_is_an_admin_from_then_on() {
    var reply = people.transfer(people.owner(), people.member());
    assertThat(reply.userErrors()).isEmpty();
    assertThat(reply.text("/transferOwnership/membership/role")).isEqualTo("OWNER");
    assertThat(reply.text("/transferOwnership/viewerMembership/role")).isEqualTo("ADMIN");
    assertThat(People.told(people.member())).containsExactly("ROLE_CHANGED");
    assertThat(people.trail()).first().isEqualTo("organization.transfer");
    assertThat(people.transfer(people.owner(), people.reader()).userErrors())
        .containsExactly("FORBIDDEN membershipId");
  }

  private static List<Reply> atOnce(Stream<Callable<Reply>> calls) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return calls.map(threads::submit).toList().stream().map(LastOwnerTest::get).toList();
    }
  }

  private static Reply get(java.util.concurrent.Future<Reply> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @RepeatedTest(5)
  void of_owners_who_leave_at_once_one_stays() {
    var second = TestApi.member(people.org(), "Otto", "OWNER");
    var third = TestApi.member(people.org(), "Oda", "OWNER");
    var replies = atOnce(Stream.of(people.owner(), second, third).map(p -> () -> people.leave(p)));
    assertThat(replies.stream().flatMap(r -> r.userErrors().stream()))
        .containsExactly("LAST_OWNER orgId");
    assertThat(owners()).isEqualTo("1");
  }

  @RepeatedTest(5)
  void of_owners_who_remove_or_demote_each_other_at_once_one_stays() {
    var second = TestApi.member(people.org(), "Otto", "OWNER");
    var replies =
        atOnce(
            Stream.of(
                () -> people.changeRole(people.owner(), second, "MEMBER"),
                () -> people.remove(second, people.owner())));
    assertThat(replies.stream().filter(r -> r.userErrors().isEmpty())).hasSize(1);
    assertThat(replies.stream().flatMap(r -> r.errorCodes().stream())).isEmpty();
    assertThat(owners()).isEqualTo("1");
  }

  private String owners() {
    return TestApi.value(
        "select count(*) from app.membership where org_id = ? and role = 'OWNER'", people.org());
  }

  @Test
  void the_database_keeps_the_last_owner_whoever_forgets_to_look() {
    for (var forgetful :
        List.of(
            "delete from app.membership where org_id = ? and role = 'OWNER'",
            "update app.membership set role = 'MEMBER' where org_id = ? and role = 'OWNER'")) {
      assertThatThrownBy(() -> TestApi.sql(forgetful, people.org()))
          .hasMessageContaining("would have no owner");
    }
  }
}
