package foundry.api.project;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Events;
import foundry.api.Reply;
import foundry.api.Scene;
import foundry.api.TestApi;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ProjectLifeTest {
  private final Scene scene = Scene.create();
  private final UUID project = Scene.uuid(scene.project());

  private Reply change(String mutation) {
    return scene.change(mutation, "projectId", scene.project());
  }

  private List<String> listed(String arguments) {
    return scene
        .member()
        .query(
            "query($o: ID!) { organization(id: $o) { projects%s { nodes { name } } } }"
                .formatted(arguments),
            Map.of("o", scene.orgId()))
        .texts("/organization/projects/nodes", "name");
  }

  @Test
  void a_project_is_renamed_and_the_trail_says_its_new_name() {
    var reply =
        scene.change(
            "renameProject",
            Map.of("projectId", scene.project(), "name", "  Pumps ⛺ "),
            "project { name }");
    assertThat(reply.text("/renameProject/project/name")).isEqualTo("Pumps ⛺");
    var event = Scene.uuid(reply.text("/renameProject/auditEventId"));
    assertThat(
            TestApi.value(
                "select concat(action, ' ', subject_name) from app.audit_event where id = ?",
                event))
        .isEqualTo("project.rename Pumps ⛺");
    var input = Map.of("projectId", scene.project(), "name", "x".repeat(10_000));
    assertThat(scene.change("renameProject", input, "").userErrorMessage())
        .isEqualTo("name: 10000 characters (expected: 1 to 200)");
  }

  @Test
  void an_archived_project_is_listed_apart_and_nothing_is_added_to_it() {
    var job = scene.asked("Why?");
    scene.change("cancelJob", "jobId", job);
    var document = scene.uploaded("a.txt");
    assertThat(change("archiveProject").userErrors()).isEmpty();
    assertThat(listed("")).isEmpty();
    assertThat(listed("(archived: false)")).isEmpty();
    assertThat(listed("(archived: true)")).containsExactly("Manuals");
    assertThat(listed("(archived: null)")).containsExactly("Manuals");
    assertThat(scene.ask("?").userErrors()).containsExactly("WRONG_STATE projectId");
    assertThat(scene.createDocument("b.txt", new byte[] {1}).userErrors())
        .containsExactly("WRONG_STATE projectId");
    assertThat(scene.change("retryJob", "jobId", job).userErrors())
        .containsExactly("WRONG_STATE jobId");
    assertThat(scene.change("rerunJob", "jobId", job).userErrors())
        .containsExactly("WRONG_STATE jobId");
    assertThat(scene.change("reingestDocument", "documentId", document).userErrors())
        .containsExactly("WRONG_STATE documentId");
    assertThat(change("archiveProject").userErrors()).containsExactly("WRONG_STATE projectId");
    var read =
        scene
            .member()
            .query(
                "query($p: ID!) { project(id: $p) { archivedAt viewerCanEdit documents { nodes { name } } } }",
                Map.of("p", scene.project()));
    assertThat(read.text("/project/archivedAt")).endsWith("Z");
    assertThat(read.data("/project/viewerCanEdit").asBoolean()).isFalse();
    assertThat(read.texts("/project/documents/nodes", "name")).containsExactly("a.txt");
    assertThat(change("unarchiveProject").userErrors()).isEmpty();
    assertThat(change("unarchiveProject").userErrors()).containsExactly("WRONG_STATE projectId");
    assertThat(scene.ask("?").userErrors()).isEmpty();
  }

  @Test
  void projects_are_found_by_a_part_of_their_name_whatever_the_case() {
    scene.change("renameProject", Map.of("projectId", scene.project(), "name", "Ärger 50%"), "");
    scene.anotherProject();
    assertThat(listed("(name: \"äRG\")")).containsExactly("Ärger 50%");
    assertThat(listed("(name: \"0%\")")).containsExactly("Ärger 50%");
    assertThat(listed("(name: \"_\")")).isEmpty();
    assertThat(listed("(name: \"\")")).hasSize(2);
  }

  /** Everything there is, by every way there is to it. */
  private String everything(String document, String job) {
    var reply =
        scene
            .member()
            .query(
                """
                query($o: ID!, $p: ID!, $d: ID!, $j: ID!, $all: [ID!]!) {
                  project(id: $p) { name documents { totalCount } jobs { totalCount } }
                  node(id: $d) { id }
                  job: node(id: $j) { id }
                  nodes(ids: $all) { id }
                  organization(id: $o) {
                    projects(archived: null) { totalCount nodes { id } }
                    jobs { totalCount nodes { id } } } }
                """,
                Map.of(
                    "o", scene.orgId(),
                    "p", scene.project(),
                    "d", document,
                    "j", job,
                    "all", List.of(scene.project(), document, job)));
    assertThat(reply.errorCodes()).isEmpty();
    return reply.data("").toString();
  }

  private static final String NOTHING =
      """
      {"project":null,"node":null,"job":null,"nodes":[null,null,null],\
      "organization":{"projects":{"totalCount":0,"nodes":[]},"jobs":{"totalCount":0,"nodes":[]}}}""";

  @Test
  void nothing_of_a_deleted_project_is_found_and_undoing_brings_it_all_back() {
    var document = scene.uploaded("a.txt");
    var job = scene.asked("Why?");
    var answered = scene.asked("What?");
    TestApi.sql(
        "update app.job set status = 'SUCCEEDED', answer = 'That.' where id = ?",
        Scene.uuid(answered));
    TestApi.sql("delete from queue.scheduled_tasks"); // as if a worker had taken them
    var before = everything(document, job);
    var deleted =
        scene.change(
            "deleteProject", Map.of("projectId", scene.project()), "deletedProjectId undoUntil");
    assertThat(deleted.text("/deleteProject/deletedProjectId")).isEqualTo(scene.project());
    assertThat(deleted.text("/deleteProject/undoUntil")).endsWith("Z");
    assertThat(everything(document, job)).isEqualTo(NOTHING);
    assertThat(
            TestApi.value(
                "select count(*) from app.job where project_id = ? and status in ('QUEUED', 'RUNNING')",
                project))
        .isEqualTo("0");
    for (var refused :
        List.of(
            scene.ask("?"),
            scene.createDocument("b.txt", new byte[] {1}),
            scene.completeUpload(document),
            scene.change("retryJob", "jobId", job),
            scene.change("rerunJob", "jobId", answered),
            scene.change("deleteJob", "jobId", answered),
            scene.change("deleteDocument", "documentId", document),
            scene.change("reingestDocument", "documentId", document),
            change("archiveProject"),
            change("deleteProject"))) {
      assertThat(refused.userErrors()).singleElement().asString().startsWith("NOT_FOUND ");
    }
    assertThat(change("undoDeleteProject").userErrors()).isEmpty();
    assertThat(everything(document, job)).isEqualTo(before);
    assertThat(
            TestApi.value(
                "select string_agg(kind || ' ' || status, ', ' order by id) from app.job where project_id = ?",
                project))
        .isEqualTo("INGEST QUEUED, ANSWER QUEUED, ANSWER SUCCEEDED");
    assertThat(
            TestApi.value(
                "select string_agg(task_name, ' ' order by task_name) from queue.scheduled_tasks"
                    + " where task_name in ('answer', 'ingest')"))
        .isEqualTo("answer ingest");
    assertThat(change("undoDeleteProject").userErrors()).containsExactly("WRONG_STATE projectId");
  }

  private int statementsOf(String mutation, int jobs) {
    for (int i = 0; i < jobs; i++) scene.asked("Why " + i + "?");
    int before = TestApi.statements();
    assertThat(change(mutation).userErrors()).isEmpty();
    return TestApi.statements() - before;
  }

  @Test
  void deleting_and_undoing_take_as_many_statements_for_many_jobs_as_for_few() {
    var deleted = statementsOf("deleteProject", 2);
    var undone = statementsOf("undoDeleteProject", 0);
    assertThat(statementsOf("deleteProject", 10)).isEqualTo(deleted);
    assertThat(statementsOf("undoDeleteProject", 0)).isEqualTo(undone);
  }

  @Test
  void a_deletion_is_not_undone_once_its_time_is_over() {
    change("deleteProject");
    TestApi.sql(
        "update app.project set deleted_at = now() - interval '10 minutes 1 second' where id = ?",
        project);
    assertThat(change("undoDeleteProject").userErrors()).containsExactly("NOT_FOUND projectId");
  }

  @Test
  void a_project_is_deleted_by_its_owner_or_an_admin_and_by_no_other_member() {
    var other = TestApi.member(scene.org(), "Bea", "MEMBER");
    var admin = TestApi.member(scene.org(), "Ada", "ADMIN");
    var refused = Scene.change(other, "deleteProject", "projectId", scene.project());
    assertThat(refused.userErrors()).containsExactly("FORBIDDEN projectId");
    assertThat(Scene.change(admin, "deleteProject", "projectId", scene.project()).userErrors())
        .isEmpty();
    assertThat(Scene.change(other, "undoDeleteProject", "projectId", scene.project()).userErrors())
        .containsExactly("FORBIDDEN projectId");
    assertThat(change("undoDeleteProject").userErrors()).isEmpty();
  }

  @Test
  void a_stream_of_a_job_ends_when_its_project_is_deleted() {
    var job = scene.asked("Why?");
    try (var events =
        Events.open(
            scene.member(), "subscription { job(id: \"%s\") { job { status } } }".formatted(job))) {
      assertThat(events.nextUpdate().at("/job/status").asString()).isEqualTo("QUEUED");
      change("deleteProject");
      assertThat(events.next()).contains("NOT_FOUND");
      assertThat(events.next()).isEqualTo("complete");
    }
  }

  @Test
  void whoever_adds_to_a_project_that_is_being_deleted_comes_before_or_after() {
    for (int round = 0; round < 5; round++) {
      var id = scene.anotherProject();
      var asked =
          IntStream.range(0, 6)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> Scene.ask(scene.member(), id, "Why " + i + "?")))
              .toList();
      var deleted = scene.change("deleteProject", "projectId", id);
      assertThat(deleted.userErrors()).isEmpty();
      for (var reply : asked) {
        assertThat(reply.join().errorCodes()).isEmpty();
        assertThat(reply.join().userErrors()).isSubsetOf("NOT_FOUND projectId");
      }
      assertThat(
              TestApi.value(
                  "select count(*) from app.job where project_id = ? and status <> 'CANCELLED'",
                  Scene.uuid(id)))
          .isEqualTo("0");
    }
  }

  @Test
  void an_upload_to_a_project_that_comes_back_can_be_completed() {
    byte[] bytes = "The pump.".getBytes(StandardCharsets.UTF_8);
    var created = scene.createDocument("a.txt", bytes);
    change("deleteProject");
    Scene.put(created, bytes);
    change("undoDeleteProject");
    assertThat(scene.completeUpload(created.text("/createDocument/document/id")).userErrors())
        .isEmpty();
  }
}
