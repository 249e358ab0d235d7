package foundry.api.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.People;
import foundry.api.Reply;
import foundry.api.TestApi;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

/** What two do at the same moment. */
final class InvitedAtOnceTest {
  private final People people = People.create();

  private static List<Reply> atOnce(int times, Callable<Reply> call) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures = IntStream.range(0, times).mapToObj(i -> threads.submit(call)).toList();
      return futures.stream().map(InvitedAtOnceTest::get).toList();
    }
  }

  private static Reply get(Future<Reply> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @RepeatedTest(5)
  void who_invites_the_same_address_at_once_makes_one_invitation_and_all_get_it() {
    var replies = atOnce(4, () -> people.invite(people.admin(), "gus@example.com", "MEMBER"));
    assertThat(replies).allSatisfy(reply -> assertThat(reply.userErrors()).isEmpty());
    assertThat(replies.stream().map(r -> r.text("/inviteMember/invitation/id")).distinct())
        .hasSize(1);
    assertThat(replies.stream().filter(r -> !r.data("/inviteMember/token").isNull())).hasSize(1);
    assertThat(TestApi.value("select count(*) from app.invitation where org_id = ?", people.org()))
        .isEqualTo("1");
  }

  @RepeatedTest(5)
  void who_accepts_twice_at_once_joins_once() {
    var guest = TestApi.person("Gus");
    var token = people.token(guest, "MEMBER");
    var replies = atOnce(3, () -> People.accept(guest, "token", token));
    assertThat(replies.stream().filter(r -> r.userErrors().isEmpty())).hasSize(1);
    assertThat(replies.stream().flatMap(r -> r.userErrors().stream()).distinct())
        .containsExactly("WRONG_STATE token");
    assertThat(people.role(guest)).isEqualTo("MEMBER");
  }
}
