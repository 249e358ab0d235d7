package foundry.api;

import static foundry.api.tables.Tables.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.api.database.Statements;
import foundry.api.graphql.Documents;
import foundry.api.graphql.Feature;
import foundry.api.graphql.Wiring;
import graphql.language.AstPrinter;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SchemaTest {
  @Test
  void the_printed_schema_is_the_one_that_is_served() throws Exception {
    assertThat(Files.readString(Path.of("../docs/api/schema.graphql")))
        .as("docs/api/schema.graphql is out of date (run: make schema)")
        .isEqualTo(SchemaFile.text());
  }

  @Test
  void the_registered_documents_of_the_web_app_fit_the_schema() {
    var file = Optional.of(Path.of("../web/persisted.json")).filter(Files::exists);
    var texts = Documents.read(file);
    var documents = new Documents(TestTypes.types(), texts, false);
    assertThat(documents.registeredCount()).isEqualTo(texts.size());
  }

  @Test
  void every_mutation_takes_one_input_with_an_idempotency_key() {
    var types = TestTypes.types();
    for (var mutation : types.schema().getMutationType().getFieldDefinitions()) {
      assertThat(mutation.getArguments()).as(mutation.getName()).hasSize(1);
      var input = GraphQLTypeUtil.unwrapAll(mutation.getArgument("input").getType());
      assertThat(((GraphQLInputObjectType) input).getField("idempotencyKey"))
          .as(mutation.getName())
          .isNotNull();
    }
  }

  @Test
  void everything_in_the_schema_says_what_it_is() {
    assertThat(new Descriptions(TestTypes.types().schema()).missing())
        .as("without a description, or with one that repeats the name")
        .isEmpty();
  }

  @Test
  void whatever_says_nothing_is_named() {
    var silent =
        """
        directive @loud(volume: Int) on FIELD_DEFINITION
        "The query."
        type Query { "Its own shelf." shelf("Where from." after: String, mark: Mark): Book }
        "What can be read." type Book { "Of the title." title: String }
        enum Mark { "A good mark." GOOD_MARK "To be read again." AGAIN }
        input Wish { "What is wished for." book: ID, kind: String }
        """;
    assertThat(
            new Descriptions(
                    UnExecutableSchemaGenerator.makeUnExecutableSchema(
                        new SchemaParser().parse(silent)))
                .missing())
        .containsExactly(
            "@loud",
            "@loud.volume",
            "Book.title",
            "Mark",
            "Mark.GOOD_MARK",
            "Query",
            "Query.shelf.mark",
            "Wish",
            "Wish.kind");
  }

  @Test
  void a_field_without_a_source_is_found_at_start() {
    Feature forgetful = wiring -> wiring.sdl(SchemaTest.class, "forgetful.graphqls");
    assertThatThrownBy(() -> Wiring.types(List.of(forgetful), Statements.policed()))
        .hasMessageContaining("fields without a source")
        .hasMessageContaining("Query.forgotten");
  }

  @Test
  void a_field_that_may_fail_and_takes_its_row_along_is_found_at_start() {
    Feature bold =
        wiring -> {
          wiring.sdl(SchemaTest.class, "bold.graphqls");
          wiring.query("boaster", call -> "");
          wiring.part("Boaster").computed("computed", cells -> 1).computed("vague", cells -> 1);
        };
    assertThatThrownBy(() -> Wiring.types(List.of(bold), Statements.policed()))
        .hasMessageContaining("expected: @semanticNonNull")
        .hasMessageContaining("[Boaster.computed]");
  }

  @Test
  void a_promise_of_a_column_that_may_be_null_is_found_at_start() {
    Feature bold =
        wiring -> {
          wiring.sdl(SchemaTest.class, "bold.graphqls");
          wiring.query("boaster", call -> "");
          wiring.part("Boaster").column("computed", JOB.PERCENT).column("vague", JOB.SECONDS_LEFT);
        };
    assertThatThrownBy(() -> Wiring.types(List.of(bold), Statements.policed()))
        .hasMessageContaining("columns that may be null: [Boaster.vague]");
  }

  @Test
  void all_lists_are_of_one_shape() {
    var schema = TestTypes.types().schema();
    for (var type : schema.getAllTypesAsList()) {
      if (!type.getName().endsWith("Connection")) continue;
      var node = type.getName().replace("Connection", "");
      assertThat(fields(schema, type.getName()))
          .containsExactlyInAnyOrder(
              "edges: [%sEdge!]!".formatted(node),
              "nodes: [%s]! @semanticNonNull(levels: [1])".formatted(node),
              "pageInfo: PageInfo!",
              "totalCount: Int!");
      assertThat(fields(schema, node + "Edge"))
          .containsExactlyInAnyOrder(
              "cursor: String!", "node: %s @semanticNonNull".formatted(node));
    }
  }

  private static List<String> fields(GraphQLSchema schema, String type) {
    return schema.getObjectType(type).getFieldDefinitions().stream()
        .map(field -> field.getDefinition().transform(it -> it.description(null)))
        .map(AstPrinter::printAst)
        .toList();
  }

  @Test
  void a_source_without_a_field_is_found_at_start() {
    Feature eager =
        wiring -> {
          wiring.sdl(SchemaTest.class, "forgetful.graphqls");
          wiring.query("forgotten", call -> "");
          wiring.query("unheardOf", call -> "");
        };
    assertThatThrownBy(() -> Wiring.types(List.of(eager), Statements.policed()))
        .hasMessageContaining("sources without a field")
        .hasMessageContaining("Query.unheardOf");
  }
}
