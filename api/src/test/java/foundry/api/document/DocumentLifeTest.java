package foundry.api.document;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Reply;
import foundry.api.Scene;
import foundry.api.TestApi;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class DocumentLifeTest {
  private final Scene scene = Scene.create();
  private final String document = scene.uploaded("manual.txt");

  private Reply rename(String name) {
    return scene.change(
        "renameDocument", Map.of("documentId", document, "name", name), "document { name }");
  }

  private Reply move(String id, String project) {
    return scene.change(
        "moveDocument",
        Map.of("documentId", id, "projectId", project),
        "document { project { id } status ingestJob { project { id } } } fromProjectId"
            + " documentEdge { cursor } job { id status } jobEdge { cursor }");
  }

  private List<String> listed(String project, String arguments) {
    return scene
        .member()
        .query(
            "query($p: ID!) { project(id: $p) { documents%s { nodes { name } } } }"
                .formatted(arguments),
            Map.of("p", project))
        .texts("/project/documents/nodes", "name");
  }

  @Test
  void a_document_is_renamed_to_a_name_of_the_same_kind_of_file() {
    assertThat(rename("دليل.TXT").text("/renameDocument/document/name")).isEqualTo("دليل.TXT");
    assertThat(rename("manual.pdf").userErrors()).containsExactly("INVALID_INPUT name");
    assertThat(rename("manual").userErrors()).containsExactly("UNSUPPORTED_TYPE name");
    assertThat(rename("../a.txt").userErrors()).containsExactly("INVALID_INPUT name");
    assertThat(rename("a\u0000.txt").userErrors()).containsExactly("INVALID_INPUT name");
  }

  @Test
  void a_document_moves_with_its_ingests_and_is_ingested_anew() {
    var target = scene.anotherProject();
    var first =
        UUID.fromString(
            TestApi.value("select id from app.job where document_id = ?", Scene.uuid(document)));
    var moved = move(document, target);
    assertThat(moved.userErrors()).isEmpty();
    assertThat(moved.text("/moveDocument/document/project/id")).isEqualTo(target);
    assertThat(moved.text("/moveDocument/document/ingestJob/project/id")).isEqualTo(target);
    assertThat(moved.text("/moveDocument/document/status")).isEqualTo("INGESTING");
    assertThat(moved.text("/moveDocument/fromProjectId")).isEqualTo(scene.project());
    assertThat(listed(scene.project(), "")).isEmpty();
    assertThat(listed(target, "")).containsExactly("manual.txt");
    assertThat(
            TestApi.value(
                "select concat_ws(' ', j.status, j.project_id = d.project_id, d.left_project_ids)"
                    + " from app.job j join app.document d on d.id = j.document_id where j.id = ?",
                first))
        .isEqualTo("CANCELLED t {%s}".formatted(Scene.uuid(scene.project())));
    move(document, scene.project());
    assertThat(
            TestApi.value(
                "select left_project_ids from app.document where id = ?", Scene.uuid(document)))
        .isEqualTo("{%s}".formatted(Scene.uuid(target)));
  }

  @Test
  void a_document_does_not_move_to_where_its_bytes_are_or_to_another_organization() {
    var target = scene.anotherProject();
    byte[] bytes = "The same bytes.".getBytes(StandardCharsets.UTF_8);
    var here = scene.createDocument("here.txt", bytes).text("/createDocument/document/id");
    var there = new Scene(scene.org(), scene.member(), scene.reader(), target);
    there.createDocument("there.txt", bytes);
    var refused = move(here, target);
    assertThat(refused.userErrors()).containsExactly("ALREADY_EXISTS projectId");
    assertThat(refused.userErrorMessage()).contains("there.txt");
    assertThat(move(here, scene.project()).userErrors()).containsExactly("WRONG_STATE projectId");
    var elsewhere = Scene.create();
    assertThat(move(here, elsewhere.project()).userErrors()).containsExactly("NOT_FOUND projectId");
    scene.member().join(elsewhere.org(), "MEMBER");
    assertThat(move(here, elsewhere.project()).userErrors())
        .containsExactly("INVALID_INPUT projectId");
    scene.change("archiveProject", "projectId", target);
    assertThat(move(here, target).userErrors()).containsExactly("WRONG_STATE projectId");
  }

  @Test
  void of_two_documents_of_the_same_bytes_that_move_at_once_one_arrives() {
    for (int round = 0; round < 5; round++) {
      byte[] bytes = ("Round " + round).getBytes(StandardCharsets.UTF_8);
      var target = scene.anotherProject();
      var other = new Scene(scene.org(), scene.member(), scene.reader(), scene.anotherProject());
      var a = scene.createDocument("a.txt", bytes).text("/createDocument/document/id");
      var b = other.createDocument("b.txt", bytes).text("/createDocument/document/id");
      var first = CompletableFuture.supplyAsync(() -> move(a, target));
      var second = move(b, target);
      assertThat(first.join().errorCodes()).isEmpty();
      assertThat(second.errorCodes()).isEmpty();
      assertThat(first.join().userErrors().size() + second.userErrors().size()).isEqualTo(1);
      assertThat(listed(target, "")).hasSize(1);
    }
  }

  @Test
  void a_document_is_ingested_anew_only_once_its_ingest_has_ended() {
    assertThat(scene.change("reingestDocument", "documentId", document).userErrors())
        .containsExactly("WRONG_STATE documentId");
    TestApi.sql("update app.document set status = 'READY' where id = ?", Scene.uuid(document));
    TestApi.sql(
        "update app.job set status = 'SUCCEEDED' where document_id = ?", Scene.uuid(document));
    var again =
        scene.change(
            "reingestDocument",
            Map.of("documentId", document),
            "document { status ingestJob { id } } job { id } jobEdge { node { id } }");
    assertThat(again.userErrors()).isEmpty();
    assertThat(again.text("/reingestDocument/document/status")).isEqualTo("INGESTING");
    assertThat(again.text("/reingestDocument/document/ingestJob/id"))
        .isEqualTo(again.text("/reingestDocument/job/id"));
    var missing = scene.createDocument("b.txt", new byte[] {1}).text("/createDocument/document/id");
    TestApi.sql("update app.document set status = 'FAILED' where id = ?", Scene.uuid(missing));
    assertThat(scene.change("reingestDocument", "documentId", missing).userErrors())
        .containsExactly("UPLOAD_MISSING documentId");
  }

  @Test
  void documents_are_found_by_state_and_by_a_part_of_their_name() {
    scene.createDocument("Prices 50%.csv", new byte[] {1, 2});
    assertThat(listed(scene.project(), "(status: [AWAITING_UPLOAD])"))
        .containsExactly("Prices 50%.csv");
    assertThat(listed(scene.project(), "(status: [INGESTING, READY])"))
        .containsExactly("manual.txt");
    assertThat(listed(scene.project(), "(name: \"PRICES 5\")")).containsExactly("Prices 50%.csv");
    assertThat(listed(scene.project(), "(name: \"%\", status: [READY])")).isEmpty();
    assertThat(listed(scene.project(), "(orderBy: NAME)"))
        .containsExactly("manual.txt", "Prices 50%.csv");
    assertThat(listed(scene.project(), "(orderBy: NAME, last: 1)"))
        .containsExactly("Prices 50%.csv");
    var tooLong =
        scene
            .member()
            .query(
                "query($p: ID!, $n: String) { project(id: $p) { documents(name: $n) { nodes { id } } } }",
                Map.of("p", scene.project(), "n", "x".repeat(10_000)));
    assertThat(tooLong.errorCodes()).containsExactly("INVALID_INPUT");
  }
}
