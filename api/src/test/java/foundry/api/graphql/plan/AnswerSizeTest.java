package foundry.api.graphql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Reply;
import foundry.api.Scene;
import foundry.api.TestApi;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AnswerSizeTest {
  private static final String PAGES =
      """
      with made as (
        insert into app.document (org_id, project_id, owner_id, name, media_type, size_bytes, sha256)
          select ?, ?, ?, 'a.txt', 'text/plain', 1, encode(sha256(n::text::bytea), 'hex')
          from generate_series(1, 40) n
          returning org_id, id)
      insert into app.document_page (org_id, document_id, number, label, text)
        select org_id, id, 1, '1', repeat('x', 500000) from made
      """;

  private final Scene scene = Scene.create();

  private Reply read(int documents) {
    return scene
        .member()
        .query(
            "query($p: ID!, $n: Int!) { project(id: $p) { documents(first: $n) { nodes { page(number: 1) { text } } } } }",
            Map.of("p", scene.project(), "n", documents));
  }

  @Test
  void an_answer_of_too_many_bytes_is_refused_in_one_clear_error() {
    TestApi.sql(PAGES, scene.org(), Scene.uuid(scene.project()), scene.member().id());
    assertThat(read(30).errorCodes()).isEmpty();
    var refused = read(40);
    assertThat(refused.errorCodes()).containsExactly("LIMIT_EXCEEDED");
    assertThat(refused.data("").isNull()).isTrue();
    assertThat(refused.json().at("/errors/0/message").asString())
        .isEqualTo(
            "bytes of the answer: more than 16777216 (expected: fewer; ask for less at once)");
  }
}
