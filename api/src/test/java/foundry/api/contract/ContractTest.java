package foundry.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.api.Scene;
import foundry.api.SchemaFile;
import foundry.api.TestTypes;
import foundry.api.graphql.Documents;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients rely on stays, unless it was decided otherwise. */
final class ContractTest {
  private static final String QUERY = "type Query { name: String! }";
  private static final String CHANGED = "type Query { name: String }";
  private static final String CHANGE = "Query.name: was String!, is String";

  @Test
  void clients_of_the_released_schema_feel_only_what_is_recorded() throws Exception {
    var changes = SchemaChanges.between(Released.COMMITTED.schema(), SchemaFile.text());
    assertThat(Released.COMMITTED.recorded().faults(changes))
        .as("undo it, or say why in docs/api/breaking.md")
        .isEmpty();
  }

  @Test
  void every_document_of_a_released_client_still_compiles() {
    var texts = Released.COMMITTED.documents();
    var documents = new Documents(TestTypes.types(), texts, false);
    assertThat(documents.registeredCount()).isEqualTo(texts.size()).isPositive();
  }

  @Test
  void a_document_that_asks_for_what_is_gone_does_not_compile() {
    var asksForWhatIsGone = document("query Gone { viewer { nickname } }");
    assertThatThrownBy(() -> new Documents(TestTypes.types(), asksForWhatIsGone, false))
        .hasMessageContaining("nickname");
  }

  @Test
  void a_change_that_is_not_recorded_is_a_fault() {
    var recorded = RecordedChanges.of(RecordedChanges.HEAD);
    assertThat(recorded.faults(SchemaChanges.between(QUERY, CHANGED)))
        .containsExactly("not recorded: " + CHANGE);
  }

  @Test
  void a_change_that_is_recorded_is_none() {
    var recorded = recorded("| `%s` | 2026-11-23 | A name may be withheld. |\n");
    assertThat(recorded.faults(SchemaChanges.between(QUERY, CHANGED))).isEmpty();
  }

  @Test
  void a_record_of_what_did_not_happen_is_a_fault() {
    var recorded = recorded("| `%s` | 2026-11-23 | A name may be withheld. |\n");
    assertThat(recorded.faults(List.of())).containsExactly("recorded, but not so: " + CHANGE);
    var twice = recorded("| `%1$s` | 2026-11-23 | Why. |\n| `%1$s` | 2026-11-23 | Why. |\n");
    assertThat(twice.faults(List.of(CHANGE))).containsExactly("recorded, but not so: " + CHANGE);
  }

  @Test
  void a_record_has_a_date_and_a_reason() {
    assertThatThrownBy(() -> recorded("| `%s` | 2026-11-23 |  |\n")).hasMessageContaining("why");
    assertThatThrownBy(() -> recorded("| `%s` | soon | Why. |\n")).hasMessageContaining("date");
    assertThatThrownBy(() -> recorded("%s, because\n")).hasMessageContaining(CHANGE);
    assertThatThrownBy(() -> RecordedChanges.of("")).hasMessageContaining("head");
  }

  private static RecordedChanges recorded(String rows) {
    return RecordedChanges.of(RecordedChanges.HEAD + rows.formatted(CHANGE));
  }

  @Test
  void a_release_takes_the_schema_empties_the_record_and_keeps_old_documents(@TempDir Path folder)
      throws Exception {
    var released = new Released(folder);
    var first = document("query First { viewer { id } }");
    var second = document("query Second { viewer { id } }");
    released.move(QUERY, first);
    released.move(CHANGED, second);
    assertThat(released.schema()).isEqualTo(CHANGED);
    assertThat(released.recorded().rows()).isEmpty();
    assertThat(released.documents()).containsAllEntriesOf(first).containsAllEntriesOf(second);
  }

  private static Map<String, String> document(String text) {
    return Map.of(Scene.sha256(text.getBytes(StandardCharsets.UTF_8)), text);
  }
}
