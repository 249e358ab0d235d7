package foundry.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Events;
import foundry.api.Scene;
import foundry.api.TestApi;
import foundry.api.TestApi.Person;
import foundry.http.Json;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * In front of the service is something that ends each request after a while, whatever is under way.
 * Here it ends them after some tens of milliseconds, so that a short run has many ends.
 */
@Timeout(60) // what is not told is waited for without end
final class CappedStreamTest {
  private static final int WORDS = 300;

  private final Scene scene = Scene.create();
  private final Random random = new Random(4);

  /** Listens until it is cut off, which may be in the midst of an event; answers how it ended. */
  private String listen(
      Person person, String document, Map<String, ?> variables, Consumer<JsonNode> each) {
    try (var events = Events.open(person.token(), document, variables)) {
      long capNanos = 20_000_000L + random.nextInt(100_000_000);
      Thread.ofVirtual()
          .start(
              () -> {
                LockSupport.parkNanos(capNanos);
                events.close();
              });
      while (true) {
        var event = events.next();
        if (!event.startsWith("{")) return event;
        each.accept(Json.tree(event).at("/data").properties().iterator().next().getValue());
      }
    }
  }

  /** As an answer's worker does it: text grows, those who read along hear of it, then it ends. */
  private Thread writeWords(String job) {
    var id = Scene.uuid(job);
    var payload = "%s %s %s".formatted(scene.org(), Scene.uuid(scene.project()), id);
    var grow =
        "with grown as (update app.job set answer = answer || ?, status = ?::app.job_status, updated_at = clock_timestamp()"
            + " where id = ?) select pg_notify(?, ?)";
    return Thread.ofVirtual()
        .start(
            () -> {
              for (int i = 0; i < WORDS; i++) {
                TestApi.sql(grow, i + " 😀 ", "RUNNING", id, "TEXT", payload);
              }
              TestApi.sql(grow, ".", "SUCCEEDED", id, "JOB", payload);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "answer { viewerFeedback { comment } }"})
  void a_client_that_is_cut_off_again_and_again_has_every_word_of_an_answer_once(String personal)
      throws Exception {
    var job = scene.asked("Why?");
    var document =
        "subscription($i: ID!, $o: Int!) { job(id: $i, offset: $o) { delta offset job { status %s } } }"
            .formatted(personal);
    var text = new StringBuilder();
    var writer = writeWords(job);
    int connections = 0;
    String end = "";
    while (!end.equals("complete")) {
      connections++;
      end =
          listen(
              scene.member(),
              document,
              Map.of("i", job, "o", text.length()),
              update -> {
                var delta = update.path("delta").asString();
                assertThat(update.path("offset").asInt() - delta.length())
                    .as("where the delta begins")
                    .isEqualTo(text.length());
                text.append(delta);
              });
    }
    writer.join();
    var expected = new StringBuilder();
    for (int i = 0; i < WORDS; i++) expected.append(i).append(" 😀 ");
    assertThat(text.toString()).isEqualTo(expected + ".");
    assertThat(connections).isGreaterThan(2);
  }

  @Test
  void a_client_that_is_cut_off_again_and_again_hears_of_every_job_that_came_and_went()
      throws Exception {
    var document =
        """
        subscription($i: ID!, $s: DateTime) { project(id: $i, since: $s) {
          job { id updatedAt } document { id } deletedId } }
        """;
    var here = new TreeSet<String>();
    var since = new TreeSet<String>();
    since.add(
        TestApi.value(
            "select to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"));
    var writer = Thread.ofVirtual().start(this::askAndDelete);
    while (writer.isAlive() || !here.equals(expected())) {
      var variables = new HashMap<String, Object>(Map.of("i", scene.project(), "s", since.last()));
      var end = listen(scene.reader(), document, variables, update -> apply(here, since, update));
      assertThat(end).isEqualTo("end");
    }
    writer.join();
  }

  private void askAndDelete() {
    for (int i = 0; i < 60; i++) {
      var job = scene.asked("Question " + i);
      if (i % 3 != 0) continue;
      scene.change("cancelJob", "jobId", job);
      scene.change("deleteJob", "jobId", job);
    }
  }

  private static void apply(Collection<String> here, Collection<String> since, JsonNode update) {
    here.remove(update.path("deletedId").asString(""));
    if (update.path("job").isNull()) return;
    here.add(update.at("/job/id").asString());
    since.add(update.at("/job/updatedAt").asString());
  }

  private Set<String> expected() {
    var query = "query($p: ID!) { project(id: $p) { jobs(first: 100) { nodes { id } } } }";
    var reply = scene.reader().query(query, Map.of("p", scene.project()));
    return Set.copyOf(reply.texts("/project/jobs/nodes", "id"));
  }
}
