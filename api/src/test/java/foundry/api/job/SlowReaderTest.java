package foundry.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Events;
import foundry.api.Scene;
import foundry.api.TestApi;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class SlowReaderTest {
  private final Scene scene = Scene.create();

  @Test
  void whoever_reads_slowly_and_is_removed_is_not_told_the_rest_of_what_was_read_before() {
    TestApi.sql(
        """
        insert into app.job (id, org_id, project_id, owner_id, kind, status, question, answer)
        select uuidv7(), org_id, project_id, owner_id, kind, 'SUCCEEDED', question, repeat('x', 300000)
        from app.job, generate_series(1, 99) where id = ?
        """,
        Scene.uuid(scene.asked("Why?")));
    var since = Instant.now().minusSeconds(60).toString();
    var subscription =
        "subscription { activity(orgId: \"%s\", since: \"%s\") { job { answer { text } } } }"
            .formatted(scene.orgId(), since);
    int told = 0;
    try (var events = Events.open(scene.reader(), subscription)) {
      events.nextUpdate();
      TestApi.sql("delete from app.membership where user_id = ?", scene.reader().id());
      while (!events.next().equals("end")) {
        told++;
        LockSupport.parkNanos(100_000_000); // a slow reader
      }
    }
    assertThat(told).isLessThan(99);
  }
}
