package foundry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EmbeddedWorkerTest {
  @Test
  void a_question_is_taken_up_by_the_worker_inside_and_can_be_cancelled() {
    var scene = Scene.create();
    try (var api = TestApi.start(Map.of("FOUNDRY_WORKER", "embedded"))) {
      assertThat(api.port()).isPositive();
      var id = scene.asked("Why?");
      TestApi.await(() -> !status(id).equals("QUEUED"));
      scene.change("cancelJob", "jobId", id);
      TestApi.await(() -> status(id).equals("CANCELLED") || status(id).equals("FAILED"));
    }
  }

  @Test
  void whoever_listens_hears_that_their_document_cannot_be_read() {
    var scene = Scene.create();
    try (var events =
            Events.open(
                scene.member(),
                "subscription { notification { notification { kind subjectName subjectId } } }");
        var api = TestApi.start(Map.of("FOUNDRY_WORKER", "embedded"))) {
      assertThat(api.port()).isPositive();
      byte[] nothing = "   ".getBytes(StandardCharsets.UTF_8);
      var created = scene.createDocument("empty.txt", nothing);
      Scene.put(created, nothing);
      var job =
          scene
              .completeUpload(created.text("/createDocument/document/id"))
              .text("/completeUpload/job/id");
      var told = events.nextUpdate().path("notification");
      assertThat(told.path("kind").asString()).isEqualTo("JOB_FAILED");
      assertThat(told.path("subjectName").asString()).isEqualTo("empty.txt");
      assertThat(told.path("subjectId").asString()).isEqualTo(job);
    }
  }

  private static String status(String job) {
    return TestApi.value("select status from app.job where id = ?", Scene.uuid(job));
  }
}
