package foundry.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Reply;
import foundry.api.Scene;
import foundry.api.TestApi;
import foundry.api.TestApi.Person;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class JobLifeTest {
  private final Scene scene = Scene.create();
  private final String job = scene.asked("Why?");

  private void answer() {
    TestApi.sql(
        "update app.job set status = 'SUCCEEDED', answer = 'Because.' where id = ?",
        Scene.uuid(job));
  }

  private Reply feedback(Person person, String rating, String comment) {
    var input = new HashMap<String, Object>(Map.of("jobId", job));
    if (rating != null) input.put("rating", rating);
    if (comment != null) input.put("comment", comment);
    return Scene.change(
        person, "giveFeedback", input, "job { answer { viewerFeedback { rating comment } } }");
  }

  private String seenBy(Person person) {
    return person
        .query(
            "query($j: ID!) { node(id: $j) { ... on Job { answer { viewerFeedback { rating comment } } } } }",
            Map.of("j", job))
        .data("/node/answer/viewerFeedback")
        .toString();
  }

  @Test
  void a_question_is_asked_again_in_a_new_job_that_names_the_former() {
    assertThat(scene.change("rerunJob", "jobId", job).userErrors())
        .containsExactly("WRONG_STATE jobId");
    answer();
    var reply =
        scene.change(
            "rerunJob",
            Map.of("jobId", job),
            "job { id question status rerunOf { id } } jobEdge { cursor }");
    assertThat(reply.text("/rerunJob/job/question")).isEqualTo("Why?");
    assertThat(reply.text("/rerunJob/job/status")).isEqualTo("QUEUED");
    assertThat(reply.text("/rerunJob/job/rerunOf/id"))
        .isEqualTo(job)
        .isNotEqualTo(reply.text("/rerunJob/job/id"));
    assertThat(
            TestApi.value(
                "select task_name from queue.scheduled_tasks where task_instance = ?",
                Scene.uuid(reply.text("/rerunJob/job/id")).toString()))
        .isEqualTo("answer");
    scene.change("deleteJob", "jobId", job);
    var later =
        scene
            .member()
            .query(
                "query($j: ID!) { node(id: $j) { ... on Job { question rerunOf { id } } } }",
                Map.of("j", reply.text("/rerunJob/job/id")));
    assertThat(later.data("/node/rerunOf").isNull()).isTrue();
  }

  @Test
  void an_ingest_is_not_asked_again() {
    scene.uploaded("a.txt");
    var ingest =
        TestApi.value(
            "select id from app.job where project_id = ? and kind = 'INGEST'",
            Scene.uuid(scene.project()));
    TestApi.sql("update app.job set status = 'SUCCEEDED' where id = ?::uuid", ingest);
    var refused = scene.change("rerunJob", "jobId", Scene.id("job", UUID.fromString(ingest)));
    assertThat(refused.userErrors()).containsExactly("WRONG_STATE jobId");
    assertThat(refused.userErrorMessage()).contains("reingestDocument");
  }

  @Test
  void a_job_that_ended_is_deleted_with_all_that_was_said_of_it() {
    assertThat(scene.change("deleteJob", "jobId", job).userErrors())
        .containsExactly("WRONG_STATE jobId");
    answer();
    feedback(scene.member(), "UP", null);
    var deleted = scene.change("deleteJob", Map.of("jobId", job), "deletedJobId");
    assertThat(deleted.text("/deleteJob/deletedJobId")).isEqualTo(job);
    assertThat(scene.change("deleteJob", "jobId", job).userErrors())
        .containsExactly("NOT_FOUND jobId");
    assertThat(TestApi.value("select count(*) from app.feedback where job_id = ?", Scene.uuid(job)))
        .isEqualTo("0");
    assertThat(
            TestApi.value(
                "select subject_name from app.audit_event where id = ?",
                Scene.uuid(deleted.text("/deleteJob/auditEventId"))))
        .isEqualTo("Why?");
  }

  @Test
  void feedback_replaces_what_the_same_person_said_before_and_can_be_taken_back() {
    assertThat(feedback(scene.member(), "UP", null).userErrors())
        .containsExactly("WRONG_STATE jobId");
    answer();
    var first = feedback(scene.member(), "DOWN", "  Too short. 😀 ");
    assertThat(first.data("/giveFeedback/job/answer/viewerFeedback").toString())
        .isEqualTo("{\"rating\":\"DOWN\",\"comment\":\"Too short. 😀\"}");
    feedback(scene.member(), "UP", null);
    assertThat(seenBy(scene.member())).isEqualTo("{\"rating\":\"UP\",\"comment\":null}");
    var withdrawn = feedback(scene.member(), null, " ");
    assertThat(withdrawn.userErrors()).isEmpty();
    assertThat(withdrawn.data("/giveFeedback/job/answer/viewerFeedback").isNull()).isTrue();
    assertThat(seenBy(scene.member())).isEqualTo("null");
    assertThat(feedback(scene.member(), null, "x".repeat(2_001)).userErrorMessage())
        .isEqualTo("comment: 2001 characters (expected: 1 to 2000)");
    assertThat(feedback(scene.member(), null, "a\u0000b").userErrors())
        .containsExactly("INVALID_INPUT comment");
  }

  @Test
  void feedback_is_seen_by_whoever_gave_it_and_by_nobody_else() {
    answer();
    var other = TestApi.member(scene.org(), "Bea", "OWNER");
    feedback(scene.member(), "DOWN", "secret");
    assertThat(seenBy(other)).isEqualTo("null");
    feedback(other, "UP", null);
    assertThat(seenBy(scene.member())).contains("secret");
    assertThat(seenBy(other)).doesNotContain("secret");
  }

  private List<String> questions(String list, Map<String, ?> variables) {
    return scene
        .member()
        .query(list, variables)
        .data("")
        .properties()
        .iterator()
        .next()
        .getValue()
        .at("/jobs/nodes")
        .valueStream()
        .map(node -> node.path("question").asString(""))
        .toList();
  }

  @Test
  void jobs_are_listed_by_kind_state_and_person() {
    answer();
    scene.asked("What?");
    scene.uploaded("a.txt");
    var other = TestApi.member(scene.org(), "Bea", "MEMBER");
    Scene.ask(other, scene.project(), "Where?");
    var project = Map.of("id", scene.project());
    assertThat(
            questions(
                "query($id: ID!) { project(id: $id) { jobs(kind: ANSWER, status: [QUEUED]) { nodes { question } } } }",
                project))
        .containsExactly("Where?", "What?");
    assertThat(
            questions(
                "query($id: ID!) { project(id: $id) { jobs(status: [SUCCEEDED, FAILED]) { nodes { question } } } }",
                project))
        .containsExactly("Why?");
    var ofOther =
        "query($id: ID!, $u: ID!) { organization(id: $id) { jobs(ownerId: $u, kind: ANSWER) { nodes { question } } } }";
    assertThat(questions(ofOther, Map.of("id", scene.orgId(), "u", Scene.id("usr", other.id()))))
        .containsExactly("Where?");
    assertThat(questions(ofOther, Map.of("id", scene.orgId(), "u", "nobody"))).isEmpty();
  }
}
