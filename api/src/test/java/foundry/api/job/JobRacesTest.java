package foundry.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Reply;
import foundry.api.Rival;
import foundry.api.Scene;
import foundry.api.TestApi;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What people do to the same job, or to the same document's jobs, at once. */
final class JobRacesTest {
  private final Scene scene = Scene.create();

  @Test
  void an_answer_that_is_deleted_while_it_is_asked_again_is_not_found() {
    var job = scene.asked("Why?");
    scene.change("cancelJob", "jobId", job);
    CompletableFuture<Reply> again;
    try (var rival = Rival.begin()) {
      rival.sql("delete from app.job where id = ?", Scene.uuid(job));
      again = CompletableFuture.supplyAsync(() -> scene.change("rerunJob", "jobId", job));
      rival.awaitWaiting(1);
      rival.commit();
    }
    assertThat(again.join().errorCodes()).isEmpty();
    assertThat(again.join().userErrors()).containsExactly("NOT_FOUND jobId");
  }

  /** The ids of a cancelled ingest, of another one that is open, and of their document. */
  private record Twice(String cancelled, String open, UUID document) {}

  private Twice twice() {
    var document = scene.uploaded("a.txt");
    var ingest = "select id from app.job where document_id = ? and status = 'QUEUED'";
    var first = job(TestApi.value(ingest, Scene.uuid(document)));
    scene.change("cancelJob", "jobId", first);
    assertThat(scene.change("reingestDocument", "documentId", document).userErrors()).isEmpty();
    return new Twice(first, job(TestApi.value(ingest, Scene.uuid(document))), Scene.uuid(document));
  }

  private static String job(String uuid) {
    return Scene.id("job", UUID.fromString(uuid));
  }

  @Test
  void an_ingest_is_not_retried_while_its_document_is_ingested_by_another() {
    var twice = twice();
    var retried = scene.change("retryJob", "jobId", twice.cancelled());
    assertThat(retried.userErrors()).containsExactly("WRONG_STATE jobId");
    assertThat(retried.userErrorMessage()).contains(twice.open());
    scene.change("cancelJob", "jobId", twice.open());
    assertThat(scene.change("retryJob", "jobId", twice.cancelled()).userErrors()).isEmpty();
  }

  @Test
  void a_document_has_not_failed_while_another_ingest_of_it_is_open() {
    var twice = twice();
    TestApi.sql("update app.job set status = 'QUEUED' where id = ?", Scene.uuid(twice.cancelled()));
    scene.change("cancelJob", "jobId", twice.cancelled());
    var status = "select status from app.document where id = ?";
    assertThat(TestApi.value(status, twice.document())).isEqualTo("INGESTING");
    scene.change("cancelJob", "jobId", twice.open());
    assertThat(TestApi.value(status, twice.document())).isEqualTo("FAILED");
  }

  @Test
  void an_ingest_is_not_retried_beside_one_that_is_asked_for_at_the_same_time() {
    var document = scene.uploaded("a.txt");
    var job = TestApi.value("select id from app.job where document_id = ?", Scene.uuid(document));
    scene.change("cancelJob", "jobId", job(job));
    CompletableFuture<Reply> retried;
    CompletableFuture<Reply> anew;
    try (var rival = Rival.begin()) {
      rival.sql("select from app.document where id = ? for update", Scene.uuid(document));
      anew =
          CompletableFuture.supplyAsync(
              () -> scene.change("reingestDocument", "documentId", document));
      rival.awaitWaiting(1);
      retried = CompletableFuture.supplyAsync(() -> scene.change("retryJob", "jobId", job(job)));
      rival.awaitWaiting(2);
    }
    assertThat(anew.join().userErrors().size() + retried.join().userErrors().size()).isEqualTo(1);
    assertThat(
            TestApi.value(
                "select count(*) from app.job where document_id = ? and status = 'QUEUED'",
                Scene.uuid(document)))
        .isEqualTo("1");
  }
}
