package foundry.ai.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.provider.Extras.Dialect;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who gets the fields of a dialect that we have no word for. */
final class DialectsOfProvidersTest {
  @Test
  void who_takes_any_field_of_a_dialect_says_so() {
    var spoken = new TreeMap<String, Dialect>();
    for (var stage : Stage.all()) spoken.put(stage.toString(), stage.provider().dialect());
    assertThat(spoken)
        .containsAllEntriesOf(
            Map.of(
                "OpenAI chat", Dialect.OPENAI,
                "Azure OpenAI", Dialect.OPENAI,
                "Azure OpenAI v1", Dialect.OPENAI,
                "A compatible server", Dialect.OPENAI,
                "Anthropic", Dialect.ANTHROPIC,
                // Refuses every field that it does not know, with 422.
                "Mistral", Dialect.FOUNDRY,
                "Gemini", Dialect.FOUNDRY));
  }
}
