package foundry.api.graphql.limits;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.FragmentDefinition;
import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DocumentCostTest {
  private static long cost(String text, Map<String, Object> variables) {
    var document = Parser.parse(text);
    var operation = document.getDefinitionsOfType(OperationDefinition.class).getFirst();
    var fragments =
        document.getDefinitionsOfType(FragmentDefinition.class).stream()
            .collect(Collectors.toMap(FragmentDefinition::getName, Function.identity()));
    return DocumentCost.of(fragments, operation).with(variables);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1    | { viewer { name } }",
        "50   | { a { projects(first: 50) { nodes { id } } } }",
        "1050 | { a { projects(first: 50) { nodes { documents(last: 20) { edges { node { id } } } } } } }",
        "440  | { a { projects(first: 20) { nodes { documents(first: 10) { nodes { owner { id } } } jobs(first: 11) { nodes { id } } } } } }",
        "20   | { a { projects { nodes { id } } } }",
        "1    | { a { projects { totalCount } } }",
        "30   | { a { projects(first: 30) { pageInfo { hasNextPage } } } }",
        "420  | { a { projects { nodes { documents { pageInfo { endCursor } } } } } }",
        "100  | { a { projects(first: 5000) { nodes { id } } } }",
        "100  | { a { projects(first: 99999999999999999999) { nodes { id } } } }",
        "1    | { a { projects(first: 0) { nodes { id } } } }",
        "30   | { a { projects(first: 10, last: 30) { nodes { id } } } }",
        "10   | { a { ...P ...Q } } fragment P on A { projects(first: 10) { nodes { id } } } fragment Q on A { projects(first: 10) { nodes { name } } }",
        "110  | { a { ...P ...Q } } fragment P on A { projects(first: 10) { nodes { id } } } fragment Q on A { projects(first: 10) { nodes { jobs(first: 10) { nodes { id } } } } }",
        "30   | { a { x: projects(first: 10) { nodes { id } } y: projects(first: 20) { nodes { id } } } }",
        "110  | { a { ... on B { x: projects(first: 10) { nodes { id } } } ... on C { x: projects(first: 100) { nodes { id } } } } }",
        "33   | { nodes(ids: [\"a\", \"b\", \"c\"]) { ... on P { documents(first: 10) { nodes { id } } } } }",
        "25   | { a { ...C } } fragment C on A { projects(first: 5) { ...R } } fragment R on C { edges { node { jobs(first: 4) { nodes { id } } } } }",
        "1    | { __schema { types { fields { name } } } }",
      })
  void rows_are_counted_along_each_path_and_summed(long expected, String document) {
    assertThat(cost(document, Map.of())).isEqualTo(expected);
  }

  @Test
  void sizes_in_variables_are_read_from_the_request() {
    var document =
        """
        query($n: Int!, $m: Int = 7) { a { projects(first: $n) {
          nodes { documents(first: $m) { nodes { id } } } } } }
        """;
    assertThat(cost(document, Map.of("n", 10, "m", 3))).isEqualTo(40);
    assertThat(cost(document, Map.of("n", 10))).isEqualTo(80);
    assertThat(cost(document, Map.of("n", -5))).isEqualTo(1);
    assertThat(cost(document, Map.of("n", 1_000_000L, "m", 0))).isEqualTo(100);
    assertThat(cost(document, Map.of("n", "many", "m", 1))).as("refused later").isEqualTo(40);
  }

  @Test
  void ids_in_variables_count_as_many_as_there_are() {
    var document = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    assertThat(cost(document, Map.of("ids", List.of("a", "b", "c")))).isEqualTo(3);
    var many = Arrays.asList(new String[5_000]);
    assertThat(cost(document, Map.of("ids", many))).isEqualTo(100);
  }

  @Test
  void lists_inside_lists_without_end_do_not_overflow() {
    var text = new StringBuilder("{ a ");
    for (int i = 0; i < 30; i++) text.append("{ l(first: 100) { nodes ");
    text.append("{ id }").append(" } }".repeat(30)).append(" }");
    assertThat(cost(text.toString(), Map.of())).isEqualTo(1_000_000_000_000L);
  }
}
