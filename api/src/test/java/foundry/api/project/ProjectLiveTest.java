package foundry.api.project;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Events;
import foundry.api.Scene;
import foundry.api.TableLock;
import foundry.api.TestApi;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // what is not told is waited for without end
final class ProjectLiveTest {
  private static final String FOLLOW =
      """
      subscription($id: ID!, $since: DateTime) { project(id: $id, since: $since) {
        job { id } document { id name } deletedId } }
      """;

  private final Scene scene = Scene.create();

  private Events follow(Map<String, ?> variables) {
    return Events.open(scene.reader().token(), FOLLOW, variables);
  }

  /** What the next updates are about, until all of these were told. */
  private static void assertTold(Events events, Set<String> expected) {
    var open = new HashSet<>(expected);
    while (!open.isEmpty()) {
      var update = events.nextUpdate();
      open.remove(update.at("/job/id").asString(""));
      open.remove(update.at("/document/id").asString(""));
      open.remove(update.path("deletedId").asString(""));
    }
  }

  @Test
  void whoever_follows_a_project_is_told_of_jobs_and_documents_as_they_come_change_and_go() {
    try (var events = follow(Map.of("id", scene.project()))) {
      var document = scene.uploaded("a.txt");
      assertTold(events, Set.of(document));
      var job = scene.asked("Why?");
      assertTold(events, Set.of(job));
      TestApi.sql("delete from app.document where id = ?", Scene.uuid(document));
      var update = events.nextUpdate();
      while (update.path("deletedId").isNull()) update = events.nextUpdate();
      assertThat(update.path("deletedId").asString()).isEqualTo(document);
    }
  }

  @Test
  void what_happens_while_a_stream_is_being_opened_is_told() {
    var job = UUID.randomUUID();
    try (var lock = TableLock.of("app.membership")) {
      assertThat(lock).isNotNull(); // nobody's stream gets further than its first event
      try (var events = follow(Map.of("id", scene.project()))) {
        TestApi.sql(
            "insert into app.job (id, org_id, project_id, owner_id, kind, question) values (?, ?, ?, ?, 'ANSWER', 'q')",
            job,
            scene.org(),
            Scene.uuid(scene.project()),
            scene.member().id());
        var payload = "%s %s %s".formatted(scene.org(), Scene.uuid(scene.project()), job);
        TestApi.sql("select pg_notify('JOB', ?)", payload);
        lock.close();
        assertTold(events, Set.of(Scene.id("job", job)));
      }
    }
  }

  @Test
  void what_happens_elsewhere_is_not_told() {
    var other = Scene.create();
    try (var events = follow(Map.of("id", scene.project()))) {
      other.asked("Not for you");
      var job = scene.asked("Why?");
      assertThat(events.nextUpdate().at("/job/id").asString()).isEqualTo(job);
    }
  }

  @Test
  void a_client_that_comes_back_is_told_what_it_missed() {
    var before = Instant.now().minusSeconds(1).truncatedTo(ChronoUnit.MILLIS).toString();
    var job = scene.asked("Why?");
    var document = scene.uploaded("a.txt");
    try (var events = follow(Map.of("id", scene.project(), "since", before))) {
      assertTold(events, Set.of(job, document));
    }
  }

  @Test
  void a_job_that_is_deleted_or_goes_with_a_document_that_is_moved_is_told_at_once() {
    var ended = ended("Why?");
    var document = scene.uploaded("a.txt");
    var ingest = ingestOf(document);
    try (var events = follow(Map.of("id", scene.project()))) {
      scene.change("deleteJob", "jobId", ended);
      assertGone(events, Set.of(ended));
      move(document);
      assertGone(events, Set.of(document, ingest));
    }
  }

  @Test
  void a_client_that_comes_back_is_told_what_was_deleted_or_moved_away_meanwhile() {
    var job = ended("Why?");
    var document = scene.uploaded("a.txt");
    var moved = scene.uploaded("b.txt");
    var ingest = ingestOf(moved);
    var before =
        TestApi.value(
            "select to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')");
    scene.change("deleteJob", "jobId", job);
    scene.change("deleteDocument", "documentId", document);
    var target = move(moved);
    try (var events = follow(Map.of("id", scene.project(), "since", before))) {
      assertGone(events, Set.of(job, document, moved, ingest));
    }
    try (var events = follow(Map.of("id", target, "since", before))) {
      assertTold(events, Set.of(moved, ingest));
    }
  }

  @Test
  void what_was_deleted_while_the_database_could_not_be_heard_is_told() {
    var job = ended("Why?");
    try (var events = follow(Map.of("id", scene.project()))) {
      var other = scene.asked("And why that?");
      assertTold(events, Set.of(other));
      TestApi.sql( // as deleteJob does it, and nobody hears of it
          """
          with gone as (delete from app.job where id = ? returning id, org_id, owner_id)
          insert into app.audit_event (org_id, actor_id, action, subject_type, subject_id)
          select org_id, owner_id, 'job.delete', 'job', id from gone
          """,
          Scene.uuid(job));
      TestApi.sql("select pg_notify('JOB', '')"); // as after a connection that broke
      assertGone(events, Set.of(job));
    }
  }

  private String ended(String question) {
    var job = scene.asked(question);
    scene.change("cancelJob", "jobId", job);
    return job;
  }

  private static String ingestOf(String document) {
    var id = TestApi.value("select id from app.job where document_id = ?", Scene.uuid(document));
    return Scene.id("job", UUID.fromString(id));
  }

  /** Answers the project it is in from then on. */
  private String move(String document) {
    var target = scene.anotherProject();
    scene.change("moveDocument", Map.of("documentId", document, "projectId", target), "");
    return target;
  }

  private static void assertGone(Events events, Set<String> expected) {
    var open = new HashSet<>(expected);
    while (!open.isEmpty()) open.remove(events.nextUpdate().path("deletedId").asString(""));
  }

  @Test
  void somebody_who_is_removed_hears_no_more_even_if_nothing_happens() {
    try (var events = follow(Map.of("id", scene.project()))) {
      var job = scene.asked("Why?");
      assertTold(events, Set.of(job)); // from now on it waits
      TestApi.sql("delete from app.membership where user_id = ?", scene.reader().id());
      assertThat(events.next()).contains("NOT_FOUND");
      assertThat(events.next()).isEqualTo("complete");
    }
  }

  @Test
  void a_project_that_is_deleted_meanwhile_is_told_of_no_more() {
    try (var events = follow(Map.of("id", scene.project()))) {
      var deleted =
          scene
              .member()
              .query(
                  "mutation($p: ID!) { deleteProject(input: {projectId: $p}) { userErrors { message } } }",
                  Map.of("p", scene.project()));
      assertThat(deleted.errorCodes()).isEmpty();
      String next = events.next();
      while (!next.contains("NOT_FOUND")) next = events.next();
      assertThat(events.next()).isEqualTo("complete");
    }
  }

  @Test
  void nobody_follows_a_project_of_others_or_none() {
    var other = Scene.create();
    for (var id : Set.of(other.project(), "prj_" + "0".repeat(32), "rubbish")) {
      try (var events = follow(Map.of("id", id))) {
        assertThat(events.next()).as(id).contains("NOT_FOUND");
      }
    }
  }
}
