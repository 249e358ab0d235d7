package foundry.api.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Reply;
import foundry.api.Scene;
import foundry.api.TestApi;
import foundry.api.job.Job;
import foundry.api.job.JobId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DocumentsTest {
  private final Scene scene = Scene.create();
  private final byte[] bytes = "The pump is reset with the green key.".getBytes(UTF_8);

  private Reply createWith(String field, Object value) {
    var input = new HashMap<String, Object>();
    input.put("projectId", scene.project());
    input.put("name", "manual.txt");
    input.put("mediaType", "text/plain");
    input.put("sizeBytes", bytes.length);
    input.put("sha256", Scene.sha256(bytes));
    input.put(field, value);
    return scene.createDocument(input);
  }

  @Test
  void a_document_is_registered_uploaded_and_its_ingest_is_put_in_line() {
    var created = scene.createDocument("manual.txt", bytes);
    assertThat(created.userErrors()).isEmpty();
    assertThat(created.text("/createDocument/document/status")).isEqualTo("AWAITING_UPLOAD");
    assertThat(Scene.put(created, bytes)).isEqualTo(200);
    var document = created.text("/createDocument/document/id");
    var completed = scene.completeUpload(document);
    assertThat(completed.userErrors()).isEmpty();
    assertThat(completed.text("/completeUpload/document/status")).isEqualTo("INGESTING");
    assertThat(completed.text("/completeUpload/job/kind")).isEqualTo("INGEST");
    assertThat(completed.text("/completeUpload/auditEventId")).startsWith("evt_");
    var job = Scene.uuid(completed.text("/completeUpload/job/id"));
    assertThat(
            TestApi.value(
                "select task_name from queue.scheduled_tasks where task_instance = ?",
                job.toString()))
        .isEqualTo("ingest");
    var again = scene.completeUpload(document);
    assertThat(again.text("/completeUpload/job/id"))
        .isEqualTo(completed.text("/completeUpload/job/id"));
  }

  @Test
  void the_same_bytes_are_the_same_document_even_if_many_register_them_at_once() {
    var replies =
        IntStream.range(0, 8)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(() -> scene.createDocument(i + ".txt", bytes)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(replies).allSatisfy(reply -> assertThat(reply.userErrors()).isEmpty());
    assertThat(replies.stream().map(r -> r.text("/createDocument/document/id")).distinct())
        .hasSize(1);
    assertThat(replies)
        .allSatisfy(r -> assertThat(r.text("/createDocument/upload/url")).isNotEmpty());
  }

  @Test
  void bytes_that_are_here_need_no_second_upload() {
    var created = scene.createDocument("manual.txt", bytes);
    Scene.put(created, bytes);
    scene.completeUpload(created.text("/createDocument/document/id"));
    var again = scene.createDocument("other.txt", bytes);
    assertThat(again.data("/createDocument/upload").isNull()).isTrue();
    assertThat(again.text("/createDocument/document/name")).isEqualTo("manual.txt");
  }

  @Test
  void what_cannot_be_a_document_is_refused_by_field_value_and_expectation() {
    assertThat(createWith("sizeBytes", 0).userErrors()).containsExactly("INVALID_INPUT sizeBytes");
    assertThat(createWith("sizeBytes", 500_000_000).userErrors())
        .containsExactly("TOO_LARGE sizeBytes");
    assertThat(createWith("sizeBytes", 500_000_000).userErrorMessage())
        .isEqualTo("sizeBytes: 500000000 (expected: 1 to 100000000)");
    assertThat(createWith("name", "setup.exe").userErrors())
        .containsExactly("UNSUPPORTED_TYPE name");
    assertThat(createWith("name", "manual").userErrors()).containsExactly("UNSUPPORTED_TYPE name");
    for (var name :
        List.of("../x.txt", "a\\b.txt", "a\u0000.txt", "", "a\n.txt", "x".repeat(252) + ".txt")) {
      assertThat(createWith("name", name).userErrors())
          .as(name)
          .containsExactly("INVALID_INPUT name");
    }
    assertThat(createWith("sha256", "ABC").userErrors()).containsExactly("INVALID_INPUT sha256");
    assertThat(createWith("name", "دليل 📄.PDF").userErrors()).isEmpty();
  }

  @Test
  void an_upload_that_did_not_arrive_or_is_of_another_length_is_told() {
    var created = scene.createDocument("manual.txt", bytes);
    var id = created.text("/createDocument/document/id");
    assertThat(scene.completeUpload(id).userErrors()).containsExactly("UPLOAD_MISSING documentId");
    Scene.put(created, bytes);
    TestApi.sql("update app.document set size_bytes = 5 where id = ?", Scene.uuid(id));
    assertThat(scene.completeUpload(id).userErrors()).containsExactly("UPLOAD_MISMATCH documentId");
  }

  @Test
  void a_failed_document_gets_a_new_upload_only_if_its_bytes_are_missing() {
    var created = scene.createDocument("manual.txt", bytes);
    var id = Scene.uuid(created.text("/createDocument/document/id"));
    TestApi.sql(
        "update app.document set status = 'FAILED', failure_code = 'CORRUPT' where id = ?", id);
    var again = scene.createDocument("manual.txt", bytes);
    assertThat(again.text("/createDocument/document/status")).isEqualTo("AWAITING_UPLOAD");
    Scene.put(again, bytes);
    TestApi.sql(
        "update app.document set status = 'FAILED', failure_code = 'CORRUPT' where id = ?", id);
    var refused = scene.createDocument("manual.txt", bytes);
    assertThat(refused.userErrors()).containsExactly("WRONG_STATE sha256");
    assertThat(refused.userErrorMessage()).contains("Retry its ingest");
  }

  @Test
  void deleting_a_document_waits_for_a_retry_of_its_failed_ingest() throws Exception {
    for (int i = 0; i < 5; i++) {
      var document = scene.uploaded("manual" + i + ".txt");
      TestApi.sql(
          "update app.job set status = 'FAILED', failure_code = 'INTERRUPTED', finished_at = now()"
              + " where document_id = ?",
          Scene.uuid(document));
      var job = TestApi.value("select id from app.job where document_id = ?", Scene.uuid(document));
      var retry =
          CompletableFuture.supplyAsync(
              () ->
                  scene.change("retryJob", "jobId", Job.globalId(new JobId(UUID.fromString(job)))));
      assertThat(scene.change("deleteDocument", "documentId", document).userErrors()).isEmpty();
      assertThat(retry.join().json().has("errors")).isFalse();
    }
  }

  @Test
  void deleting_a_document_stops_its_ingest_and_asks_the_worker_to_remove_the_rest() {
    var id = scene.uploaded("manual.txt");
    TestApi.sql(
        "insert into app.document_page (org_id, document_id, number, label, text) values (?, ?, 1, 'p. 1', 'x')",
        scene.org(),
        Scene.uuid(id));
    var page =
        scene
            .member()
            .query(
                "query($i: ID!) { node(id: $i) { ... on Document { downloadUrl one: page(number: 1) { label text } two: page(number: 2) { text } ingestJob { cancellable document { id } } } } }",
                Map.of("i", id));
    assertThat(page.text("/node/one/label")).isEqualTo("p. 1");
    assertThat(page.data("/node/two").isNull()).isTrue();
    assertThat(page.text("/node/downloadUrl")).startsWith(TestApi.STORAGE.endpoint().toString());
    assertThat(page.text("/node/ingestJob/document/id")).isEqualTo(id);
    var deleted = scene.change("deleteDocument", "documentId", id);
    assertThat(deleted.userErrors()).isEmpty();
    assertThat(
            TestApi.value(
                "select count(*) from app.document_page where document_id = ?", Scene.uuid(id)))
        .isEqualTo("0");
    assertThat(
            TestApi.value(
                "select status from app.job where project_id = ?", Scene.uuid(scene.project())))
        .isEqualTo("CANCELLED");
    assertThat(
            TestApi.value(
                "select string_agg(task_name || ' ' || (execution_time > now() + interval '15 min'),"
                    + " ', ' order by task_name) from queue.scheduled_tasks where task_instance = ?",
                Scene.uuid(id).toString()))
        .isEqualTo("remove false, remove_late true");
    assertThat(
            TestApi.value(
                "select count(*) from queue.scheduled_tasks where task_instance = ?"
                    + " and convert_from(task_data, 'UTF8') like '% ' || ?",
                Scene.uuid(id).toString(), Scene.uuid(scene.project()).toString()))
        .as("tasks that know whose index to ask")
        .isEqualTo("2");
    assertThat(scene.change("deleteDocument", "documentId", id).userErrors())
        .containsExactly("NOT_FOUND documentId");
  }
}
