package foundry.api.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.TestApi;
import foundry.api.TestApi.Person;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a document may not ask for. */
final class QueryLimitsTest {
  private static final Person ANN = TestApi.person("Ann");

  @Test
  void introspection_without_end_is_refused_as_too_much() {
    var nested =
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }";
    var reply = ANN.query(nested);
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.errorCodes()).containsExactly("LIMIT_EXCEEDED");
  }

  @Test
  void what_asks_for_too_much_cannot_be_processed() {
    assertThat(ANN.query(nested(20)).status()).isEqualTo(422);
  }

  @Test
  void documents_that_ask_for_too_much_are_refused_by_name_and_limit() {
    assertThat(ANN.query(nested(20)).toString())
        .contains("LIMIT_EXCEEDED", "depth of the document");
    var aliases =
        IntStream.range(0, 31).mapToObj(i -> "a" + i + ": name").collect(Collectors.joining(" "));
    assertThat(ANN.query("{ viewer { " + aliases + " } }").toString())
        .contains("LIMIT_EXCEEDED", "aliases");
    var roots =
        IntStream.range(0, 11)
            .mapToObj(i -> "a" + i + ": viewer { id }")
            .collect(Collectors.joining(" "));
    assertThat(ANN.query("{ " + roots + " }").toString()).contains("LIMIT_EXCEEDED", "root fields");
    assertThat(ANN.query("{ viewer { " + "id ".repeat(20_000) + " } }").errorCodes()).isNotEmpty();
  }

  @Test
  void an_answer_that_could_have_too_many_rows_is_refused_before_anything_is_read() {
    var document =
        """
        query($n: Int!) { viewer { organizations(first: $n) { nodes {
          projects(first: $n) { nodes { documents(first: $n) { nodes { id } } } } } } } }
        """;
    var refused = ANN.query(document, Map.of("n", 22));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.errorCodes()).containsExactly("LIMIT_EXCEEDED");
    assertThat(refused.toString()).contains("11154 (expected: at most 10000");
    var cost = ANN.query(document, Map.of("n", 10)).json().at("/extensions/cost");
    assertThat(cost.path("requested").asInt()).isEqualTo(1_110);
    assertThat(cost.path("limit").asInt()).isEqualTo(10_000);
  }

  @Test
  void more_ids_or_directives_than_may_be_are_refused() {
    var ids = IntStream.range(0, 101).mapToObj(i -> "x" + i).toList();
    assertThat(
            ANN.query("query($i: [ID!]!) { nodes(ids: $i) { id } }", Map.of("i", ids)).toString())
        .contains("LIMIT_EXCEEDED", "ids");
    assertThat(ANN.query("{ viewer { id " + "@include(if: true) ".repeat(51) + " } }").toString())
        .contains("LIMIT_EXCEEDED", "directives of the document");
  }

  private static String nested(int depth) {
    var text = new StringBuilder("{ viewer ");
    for (int i = 0; i < depth; i++)
      text.append("{ organizations { nodes { projects { nodes { owner ");
    text.append("{ id }");
    for (int i = 0; i < depth; i++) text.append(" } } } } }");
    return text.append(" }").toString();
  }

  @Test
  void fragments_that_unfold_without_end_are_stopped() {
    var text = new StringBuilder("{ viewer { ...F0 } } ");
    for (int i = 0; i < 20; i++) {
      text.append("fragment F%d on User { ...F%d ...F%d } ".formatted(i, i + 1, i + 1));
    }
    text.append("fragment F20 on User { id }");
    assertThat(ANN.query(text.toString()).errorCodes()).contains("LIMIT_EXCEEDED");
  }
}
