package foundry.api.membership;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.People;
import foundry.api.Reply;
import foundry.api.Rival;
import foundry.api.Scene;
import foundry.api.TestApi;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A membership that two end at once ends once, and the trail says so once. */
final class EndingsTest {
  private final People people = People.create();
  private final UUID membership = people.membership(people.member());

  private List<String> errors(Supplier<Reply> one, Supplier<Reply> other) {
    List<CompletableFuture<Reply>> replies;
    try (var rival = Rival.begin()) {
      rival.sql("select from app.membership where id = ? for update", membership);
      replies = Stream.of(one, other).map(CompletableFuture::supplyAsync).toList();
      rival.awaitWaiting(2);
    }
    var errors = replies.stream().flatMap(reply -> reply.join().userErrors().stream()).toList();
    assertThat(
            TestApi.value(
                "select count(*) from app.audit_event where action like 'membership.%' and subject_id = ?",
                membership))
        .isEqualTo("1");
    return errors;
  }

  private Reply leave() {
    return people.leave(people.member());
  }

  private Reply remove() {
    return People.remove(people.admin(), Scene.id("mbr", membership));
  }

  @Test
  void of_two_leavings_one_counts() {
    assertThat(errors(this::leave, this::leave)).containsExactly("NOT_FOUND orgId");
  }

  @Test
  void of_leaving_and_being_removed_one_counts() {
    assertThat(errors(this::leave, this::remove)).singleElement().asString().startsWith("NOT_F");
  }
}
