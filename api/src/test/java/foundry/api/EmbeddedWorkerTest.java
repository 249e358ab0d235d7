package foundry.api;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static String status(String job) {
    return TestApi.value("select status from app.job where id = ?", Scene.uuid(job));
  }
}
