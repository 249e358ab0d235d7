package foundry.api.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.TestApi;
import foundry.api.TestApi.Person;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  }

  @Test
  void a_document_of_more_than_10_000_tokens_is_refused_as_too_much() {
    var reply = ANN.query("{viewer{" + "id ".repeat(10_001) + "}}");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.errorCodes()).containsExactly("LIMIT_EXCEEDED");
    assertThat(reply.toString())
        .contains("tokens of the document: more than 10000 (expected: at most 10000)");
  }

  @Test
  void a_document_too_deep_to_be_parsed_is_refused_as_too_much() {
    var reply = ANN.query("{a".repeat(1_000) + "}".repeat(1_000));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.errorCodes()).containsExactly("LIMIT_EXCEEDED");
    assertThat(reply.toString()).contains("depth of the document");
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A | A, A | { viewer { ...A } } fragment A on User { ...A }",
        "A | A, B, A | { viewer { ...A } } fragment A on User { id ...B } fragment B on User { ...A }",
        "B | B, B | { viewer { ...A } } fragment A on User { ...B } fragment B on User { ... on User { ...B } }",
        "A | A, A | { viewer { ...A } } fragment A on User { organizations { nodes { owner { ...A } } } }",
      })
  void a_fragment_that_spreads_itself_is_wrong_and_named(
      String name, String path, String document) {
    var reply = ANN.query(document);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errorCodes()).containsExactly("INVALID_INPUT");
    assertThat(reply.toString())
        .contains("fragment %s: spreads itself (%s)".formatted(name, path.replace(", ", " > ")));
  }

  @Test
  void a_fragment_may_be_spread_in_many_places() {
    var document =
        "{ viewer { ...A ...B ...A } } fragment A on User { ...B } fragment B on User { id }";
    assertThat(ANN.query(document).errorCodes()).isEmpty();
  }
}
