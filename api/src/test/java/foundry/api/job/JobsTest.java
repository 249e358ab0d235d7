package foundry.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Scene;
import foundry.api.TestApi;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class JobsTest {
  private final Scene scene = Scene.create();

  @Test
  void a_question_becomes_a_job_in_line() {
    var reply = scene.ask("  How do I\nreset the pump? 😀  ");
    assertThat(reply.text("/ask/job/question")).isEqualTo("How do I\nreset the pump? 😀");
    assertThat(reply.data("/ask/job/cancellable").asBoolean()).isTrue();
    assertThat(reply.data("/ask/job/answer").isNull()).isTrue();
    var id = Scene.uuid(reply.text("/ask/job/id")).toString();
    assertThat(
            TestApi.value(
                "select task_name from queue.scheduled_tasks where task_instance = ?", id))
        .isEqualTo("answer");
  }

  @Test
  void a_question_has_between_1_and_8000_characters() {
    assertThat(scene.ask("").userErrors()).containsExactly("INVALID_INPUT question");
    assertThat(scene.ask("x".repeat(8_000)).userErrors()).isEmpty();
    assertThat(scene.ask("x".repeat(100_000)).userErrorMessage())
        .isEqualTo("question: 100000 characters (expected: 1 to 8000)");
    assertThat(scene.ask("a\u0000b").userErrors()).containsExactly("INVALID_INPUT question");
  }

  @Test
  void a_cancelled_answer_keeps_its_text_and_stays_partial() {
    var id = scene.asked("Why?");
    TestApi.sql(
        "update app.job set status = 'RUNNING', answer = 'Because' where id = ?", Scene.uuid(id));
    assertThat(scene.change("cancelJob", "jobId", id).userErrors()).isEmpty();
    var job =
        scene
            .member()
            .query(
                "query($i: ID!) { node(id: $i) { ... on Job { status finishedAt retryable cancellable answer { text partial } } } }",
                Map.of("i", id));
    assertThat(job.text("/node/status")).isEqualTo("CANCELLED");
    assertThat(job.text("/node/answer/text")).isEqualTo("Because");
    assertThat(job.data("/node/answer/partial").asBoolean()).isTrue();
    assertThat(job.data("/node/retryable").asBoolean()).isTrue();
    assertThat(scene.change("cancelJob", "jobId", id).userErrors())
        .containsExactly("WRONG_STATE jobId");
  }

  @Test
  void a_retried_answer_begins_anew() {
    var id = scene.asked("Why?");
    assertThat(scene.change("retryJob", "jobId", id).userErrors())
        .containsExactly("WRONG_STATE jobId");
    TestApi.sql(
        "update app.job set status = 'FAILED', failure_code = 'TIMED_OUT', answer = 'Bec', percent = 40 where id = ?",
        Scene.uuid(id));
    assertThat(scene.change("retryJob", "jobId", id).userErrors()).isEmpty();
    assertThat(
            TestApi.value(
                "select concat_ws(' ', status, attempt, percent, answer, failure_code) from app.job where id = ?",
                Scene.uuid(id)))
        .isEqualTo("QUEUED 2 0 ");
  }

  @Test
  void a_cancelled_ingest_fails_its_document_and_a_retry_takes_it_up_again() {
    var document = Scene.uuid(scene.uploaded("manual.txt"));
    var job =
        UUID.fromString(TestApi.value("select id from app.job where document_id = ?", document));
    scene.change("cancelJob", "jobId", Scene.id("job", job));
    assertThat(
            TestApi.value(
                "select concat(status, ' ', failure_code) from app.document where id = ?",
                document))
        .isEqualTo("FAILED INTERRUPTED");
    scene.change("retryJob", "jobId", Scene.id("job", job));
    assertThat(
            TestApi.value(
                "select concat(status, failure_code) from app.document where id = ?", document))
        .isEqualTo("INGESTING");
  }
}
