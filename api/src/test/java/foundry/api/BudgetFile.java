package foundry.api;

import foundry.api.graphql.Documents;
import foundry.api.graphql.plan.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints how many statements each registered document may take: docs/statements.md. */
final class BudgetFile {
  static final Path REGISTERED = Path.of("../web/persisted.json");

  private static final String HEAD =
      """
      # Statements of each registered document

      How many SQL statements a document of the web app reads with at most, whatever the number of rows; known when it is
      compiled (ADR 13). Before them comes one that says who asks. For a mutation it is what its payload takes; for a
      subscription, what each update takes. `make statements` prints this table, a test compares it, and another runs
      the queries and counts.

      | document | kind | statements |
      |---|---|---|
      """;

  private BudgetFile() {}

  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), text(Path.of(args[1])));
  }

  static String text(Path registered) {
    return operations(registered).stream()
        .sorted(Comparator.comparing(BudgetFile::name))
        .map(BudgetFile::line)
        .collect(Collectors.joining("", HEAD, ""));
  }

  private static String line(Operation operation) {
    var kind = operation.kind().name().toLowerCase(Locale.ROOT);
    return "| %s | %s | %d |%n".formatted(name(operation), kind, operation.readsMax());
  }

  static String name(Operation operation) {
    return operation.name().orElse("");
  }

  /** All operations of the registered documents. Throws if the web app's are not compiled yet. */
  static List<Operation> operations(Path registered) {
    if (!Files.exists(registered)) {
      throw new IllegalStateException("web/persisted.json is missing (run: make relay)");
    }
    var types = TestTypes.types();
    var texts = Documents.read(Optional.of(registered));
    var documents = new Documents(types, texts, false);
    return texts.keySet().stream()
        .flatMap(hash -> documents.byId(hash).document().operations().stream())
        .toList();
  }
}
