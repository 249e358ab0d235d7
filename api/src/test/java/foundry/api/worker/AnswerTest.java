package foundry.api.worker;

import static foundry.api.tables.Tables.DOCUMENT;
import static foundry.api.tables.Tables.JOB;
import static foundry.api.worker.World.until;
import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.aiclient.FakeAi.Mood;
import foundry.api.tables.enums.FailureCode;
import foundry.api.tables.enums.JobStatus;
import foundry.http.Json;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AnswerTest {
  private World world;
  private Worker worker;
  private UUID document;

  @BeforeEach
  void start() throws Exception {
    world = new World();
    worker = world.worker("w");
    document = world.upload("manual.pdf", Samples.pdf(2));
    assertThat(world.ended(world.ingest(document)).getStatus()).isEqualTo(JobStatus.SUCCEEDED);
    world.ai.started.set(0);
  }

  @AfterEach
  void stop() throws Exception {
    worker.close();
    world.close();
  }

  @Test
  void an_answer_cites_the_exact_words_of_a_page() {
    var job = world.ended(world.ask("How long is the warranty?"));
    assertThat(job.getStatus()).as("%s", job.getFailureCode()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(job.getAnswer()).isEqualTo("Yes [1], it is [2].");
    assertThat(job.getAnswerPartial()).isFalse();
    assertThat(job.getGrounded()).isTrue();
    assertThat(job.getModel()).isEqualTo("m");
    assertThat(job.getProvider()).isEqualTo("p");
    assertThat(job.getInputTokens()).isEqualTo(7);
    assertThat(job.getOutputTokens()).isEqualTo(3);
    assertThat(job.getMillisToFirstWord()).isBetween(0, job.getMillis());
    assertThat(world.audited(job.getId())).containsExactly("job.succeed");
    var citations = Json.tree(job.getCitations().data());
    assertThat(citations.size()).isEqualTo(2);
    for (var citation : citations) {
      var page = world.pages(document).get(citation.path("page").asInt() - 1);
      assertThat(citation.path("documentId").asString()).isEqualTo(document.toString());
      assertThat(citation.path("documentName").asString()).isEqualTo("manual.pdf");
      assertThat(citation.path("pageLabel").asString()).isEqualTo(page.getLabel());
      assertThat(citation.path("quote").asString())
          .isNotEmpty()
          .isEqualTo(
              page.getText()
                  .substring(citation.path("start").asInt(), citation.path("end").asInt()));
    }
  }

  @Test
  void passages_of_a_deleted_document_are_not_used() {
    world.write(writes -> writes.delete(DOCUMENT).and(DOCUMENT.ID.eq(document)).execute());
    var job = world.ended(world.ask("How long is the warranty?"));
    assertThat(world.ai.lastQuestion.path("context").size()).isZero();
    assertThat(job.getStatus()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(job.getCitations().data()).isEqualTo("[]");
    assertThat(job.getGrounded()).isFalse();
  }

  @Test
  void the_first_words_are_there_at_once() {
    world.ended(world.ask("To warm up"));
    var millis = new java.util.ArrayList<Integer>();
    for (int i = 0; i < 10; i++) {
      millis.add(world.ended(world.ask("And now?")).getMillisToFirstWord());
    }
    System.out.println("millis to first word: " + millis);
    assertThat(millis.stream().sorted().toList().get(5)).isLessThan(200);
  }

  @Test
  void a_cancel_stops_ai_at_once_and_keeps_the_words() {
    world.ai.generating = Mood.HANGS_AFTER_START;
    var id = world.ask("Well?");
    until(() -> world.job(id).getAnswer().equals("Yes"));
    long cancelNanos = System.nanoTime();
    world.cancel(id);
    until(() -> world.ai.aborted.get() == 1);
    var took = Duration.ofNanos(world.ai.lastAbortNanos - cancelNanos);
    System.out.println("cancel reached ai after " + took.toMillis() + " ms");
    assertThat(took).isLessThan(Duration.ofMillis(500));
    until(() -> !World.isQueued(id));
    var job = world.job(id);
    assertThat(job.getStatus()).isEqualTo(JobStatus.CANCELLED);
    assertThat(job.getAnswer()).isEqualTo("Yes");
    assertThat(job.getAnswerPartial()).isTrue();
  }

  @Test
  void a_cancel_stops_ai_before_it_says_anything() {
    world.ai.generating = Mood.HANGS;
    var id = world.ask("Well?");
    until(() -> world.ai.started.get() == 1);
    world.cancel(id);
    until(() -> world.ai.aborted.get() == 1);
  }

  @Test
  void a_retry_right_after_a_cancel_is_not_lost() {
    for (int i = 0; i < 10; i++) {
      world.ai.generating = Mood.HANGS_AFTER_START;
      var id = world.ask("Well?");
      until(() -> world.job(id).getAnswer().equals("Yes"));
      world.ai.generating = Mood.NORMAL;
      world.cancel(id);
      world.retry(Worker.ANSWER, id);
      assertThat(world.ended(id).getStatus()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(world.job(id).getAnswer()).isEqualTo("Yes [1], it is [2].");
    }
  }

  @Test
  void a_failing_model_leaves_the_words_it_said() {
    world.ai.generating = Mood.FAILS_AFTER_START;
    var job = world.ended(world.ask("Well?"));
    assertThat(job.getStatus()).isEqualTo(JobStatus.FAILED);
    assertThat(job.getFailureCode()).isEqualTo(FailureCode.MODEL_UNAVAILABLE);
    assertThat(job.getAnswer()).isEqualTo("Yes");
    assertThat(job.getAnswerPartial()).isTrue();
    assertThat(job.getModel()).isEqualTo("m");
    assertThat(job.getProvider()).isEqualTo("p");
  }

  @Test
  void whoever_asked_is_told_once_of_each_failure_and_of_no_cancel() throws Exception {
    world.ai.generating = Mood.FAILS_AFTER_START;
    var id = world.ask("Well?\nOr not?");
    world.ended(id);
    until(() -> !World.isQueued(id));
    assertThat(world.told(id)).containsExactly("JOB_FAILED Well?");
    world.retry(Worker.ANSWER, id);
    until(() -> world.job(id).getAttempt() == 2 && !World.isQueued(id));
    assertThat(world.told(id)).hasSize(2);

    world.ai.generating = Mood.HANGS_AFTER_START;
    var cancelled = world.ask("Well?");
    until(() -> world.job(cancelled).getAnswer().equals("Yes"));
    world.cancel(cancelled);
    until(() -> !World.isQueued(cancelled));
    assertThat(world.told(cancelled)).isEmpty();
  }

  @Test
  void words_that_were_seen_keep_their_citations_when_the_model_breaks_off() {
    world.ai.generating = Mood.FAILS_AFTER_START;
    world.ai.words = java.util.List.of("Yes [2], or [7]");
    var citations = Json.tree(world.ended(world.ask("Well?")).getCitations().data());
    assertThat(citations.size()).isEqualTo(1);
    assertThat(citations.get(0).path("number").asInt()).isEqualTo(2);
  }

  @Test
  void a_question_is_named_by_its_first_line_in_the_trail() throws Exception {
    var id = world.ended(world.ask("x".repeat(300) + "\nmore")).getId();
    assertThat(world.auditedName(id)).isEqualTo("x".repeat(200));
  }

  @Test
  void words_that_were_seen_survive_a_database_that_refuses_more() throws Exception {
    World.sql(
        """
        create function app.refuse() returns trigger language plpgsql as $$
        begin
          if new.answer like 'Yes%' and old.answer like 'Yes%' and new.status = 'RUNNING'
            then raise 'no'; end if;
          return new;
        end $$""");
    World.sql(
        "create trigger refuse before update on app.job for each row execute function app.refuse()");
    try {
      world.ai.generating = Mood.HANGS_AFTER_START;
      world.ai.words = java.util.List.of("Yes", " it is");
      world.ai.pauseBeforeSecondWord = true;
      var job = world.ended(world.ask("Well?"));
      assertThat(job.getStatus()).isEqualTo(JobStatus.FAILED);
      assertThat(job.getFailureCode()).isEqualTo(FailureCode.INTERRUPTED);
      assertThat(job.getAnswer()).isEqualTo("Yes it is");
    } finally {
      World.sql("drop trigger refuse on app.job");
      World.sql("drop function app.refuse()");
    }
  }

  @Test
  void an_ai_that_is_down_is_told_to_the_person() {
    world.ai.generating = Mood.IS_BUSY;
    assertThat(world.ended(world.ask("Well?")).getFailureCode())
        .isEqualTo(FailureCode.MODEL_UNAVAILABLE);
    world.ai.down();
    assertThat(world.ended(world.ask("Well?")).getFailureCode())
        .isEqualTo(FailureCode.SERVICE_UNAVAILABLE);
  }

  @Test
  void an_answer_cut_off_by_a_kill_keeps_its_words_and_offers_a_retry() {
    world.ai.generating = Mood.HANGS_AFTER_START;
    var id = world.ask("Well?");
    until(() -> world.job(id).getAnswer().equals("Yes"));
    try (var successor = world.worker("w")) {
      assertThat(successor).isNotNull();
      var job = world.ended(id);
      assertThat(job.getStatus()).isEqualTo(JobStatus.FAILED);
      assertThat(job.getFailureCode()).isEqualTo(FailureCode.INTERRUPTED);
      assertThat(job.getAnswer()).isEqualTo("Yes");
      world.ai.generating = Mood.NORMAL;
      world.retry(Worker.ANSWER, id);
      assertThat(world.ended(id).getAnswer()).isEqualTo("Yes [1], it is [2].");
    }
  }

  @Test
  void an_answer_without_words_is_simply_written_after_a_kill() {
    world.ai.generating = Mood.HANGS;
    var id = world.ask("Well?");
    until(() -> world.ai.started.get() == 1);
    world.ai.generating = Mood.NORMAL;
    try (var successor = world.worker("w")) {
      assertThat(successor).isNotNull();
      assertThat(world.ended(id).getStatus()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(world.job(id).getAttempt()).isEqualTo(2);
    }
  }

  @Test
  void a_closing_worker_marks_the_answer_it_cuts_off() {
    world.ai.generating = Mood.HANGS_AFTER_START;
    var id = world.ask("Well?");
    until(() -> world.job(id).getAnswer().equals("Yes"));
    worker.close();
    assertThat(world.job(id).getStatus()).isEqualTo(JobStatus.FAILED);
    assertThat(world.job(id).getFailureCode()).isEqualTo(FailureCode.INTERRUPTED);
    assertThat(world.job(id).getAnswer()).isEqualTo("Yes");
  }

  @Test
  void a_job_that_is_not_to_be_run_is_left_alone() {
    var id = world.ended(world.ask("Well?")).getId();
    until(() -> !World.isQueued(id));
    var before = world.job(id);
    world.write(
        writes -> {
          writes.enqueue(Worker.ANSWER, id, world.org);
          return true;
        });
    until(() -> !World.isQueued(id));
    assertThat(world.job(id)).isEqualTo(before);
  }

  @Test
  void another_worker_takes_over_from_one_that_went_silent() throws Exception {
    worker.close();
    var id = UUID.randomUUID();
    world.write(
        writes ->
            writes
                .insert(
                    JOB,
                    world.org,
                    Map.of(
                        JOB.ID, id,
                        JOB.PROJECT_ID, world.project,
                        JOB.OWNER_ID, world.user,
                        JOB.KIND, foundry.api.tables.enums.JobKind.ANSWER,
                        JOB.STATUS, JobStatus.RUNNING,
                        JOB.QUESTION, "Well?"))
                .execute());
    World.sql(
        ("insert into queue.scheduled_tasks (task_name, task_instance, task_data, execution_time,"
                + " picked, picked_by, last_heartbeat, version) values ('answer', '%s',"
                + " convert_to('%s', 'UTF8'), now(), true, 'dead/answers', now(), 1)")
            .formatted(id, world.org));
    worker = world.worker("alive");
    assertThat(world.ended(id).getStatus()).isEqualTo(JobStatus.SUCCEEDED);
  }
}
