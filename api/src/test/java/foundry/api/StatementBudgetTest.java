package foundry.api;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.graphql.Documents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the web app's documents may cost, and that they do not cost more. */
final class StatementBudgetTest {
  private static final int WHO_ASKS = 1;

  private final Scene scene = Scene.create();

  @Test
  void the_published_budgets_are_those_of_the_registered_documents() throws Exception {
    assertThat(Files.readString(Path.of("../docs/statements.md")))
        .as("docs/statements.md is out of date (run: make statements)")
        .isEqualTo(BudgetFile.text(BudgetFile.REGISTERED));
  }

  @Test
  void no_query_of_the_web_app_takes_more_statements_than_its_budget() {
    var document = scene.uploaded("a.txt");
    var job = scene.asked("Why?");
    var ids = List.of(scene.orgId(), scene.project(), document, job);
    var texts = Documents.read(Optional.of(BudgetFile.REGISTERED));
    for (var operation : BudgetFile.operations(BudgetFile.REGISTERED)) {
      if (!operation.kind().name().equals("QUERY")) continue;
      var name = BudgetFile.name(operation);
      var text = texts.values().stream().filter(t -> t.contains(" " + name)).findFirst();
      for (var id : ids) assertCost(name, text.orElseThrow(), id, operation.readsMax());
    }
  }

  private void assertCost(String name, String text, String id, int budget) {
    scene.member().query("{ viewer { id } }"); // the token is known from here on
    int before = TestApi.statements();
    var reply = scene.member().query(text, variables(text, id));
    assertThat(TestApi.statements() - before).as(name).isLessThanOrEqualTo(budget + WHO_ASKS);
    assertThat(reply.errorCodes()).as(name).isEmpty();
  }

  /** Whatever the document calls its node; ids of another type find nothing, which is cheap. */
  private static Map<String, ?> variables(String text, String id) {
    return text.contains("$page")
        ? Map.of("id", id, "page", 1)
        : Map.of("id", id, "orgId", id, "projectId", id);
  }
}
