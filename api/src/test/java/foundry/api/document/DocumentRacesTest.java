package foundry.api.document;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Reply;
import foundry.api.Rival;
import foundry.api.Scene;
import foundry.api.TestApi;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people do to the same document at once. */
final class DocumentRacesTest {
  private static final byte[] BYTES = "The pump.".getBytes(StandardCharsets.UTF_8);

  private final Scene scene = Scene.create();
  private final String document =
      scene.createDocument("a.txt", BYTES).text("/createDocument/document/id");

  private Reply delete() {
    return scene.change("deleteDocument", "documentId", document);
  }

  @Test
  void of_two_who_delete_a_document_at_once_one_does() {
    List<CompletableFuture<Reply>> replies;
    try (var rival = Rival.begin()) {
      rival.sql("select from app.document where id = ? for update", Scene.uuid(document));
      replies =
          Stream.generate(() -> CompletableFuture.supplyAsync(this::delete)).limit(2).toList();
      rival.awaitWaiting(2);
    }
    var errors = replies.stream().flatMap(reply -> reply.join().userErrors().stream());
    assertThat(errors).containsExactly("NOT_FOUND documentId");
    assertThat(
            TestApi.value(
                "select count(*) from app.audit_event where action = 'document.delete' and subject_id = ?",
                Scene.uuid(document)))
        .isEqualTo("1");
  }

  @Test
  void bytes_that_are_registered_while_they_are_deleted_are_registered_anew() {
    CompletableFuture<Reply> created;
    try (var rival = Rival.begin()) {
      rival.sql("select from app.document where id = ? for update", Scene.uuid(document));
      created = CompletableFuture.supplyAsync(() -> scene.createDocument("b.txt", BYTES));
      rival.awaitWaiting(1);
      rival.sql("delete from app.document where id = ?", Scene.uuid(document));
      rival.commit();
    }
    assertThat(created.join().errorCodes()).isEmpty();
    assertThat(created.join().userErrors()).isEmpty();
    assertThat(created.join().text("/createDocument/document/name")).isEqualTo("b.txt");
    assertThat(created.join().text("/createDocument/document/id")).isNotEqualTo(document);
  }
}
