package foundry.ai.generate;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.catalogue.Catalogue;
import foundry.ai.catalogue.ModelFacts;
import foundry.ai.catalogue.Source;
import foundry.ai.prepare.Vocabularies;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Prompts;
import foundry.ai.provider.TextProvider;
import foundry.ai.route.Ended;
import foundry.ai.route.Target;
import foundry.ai.token.Tokenizers;
import io.vertx.core.Future;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What providers do not count is estimated with the tokenizer of the one that was asked. */
final class CountingTest {
  private static final String WRITTEN = "Zw\u00f6lf Boxk\u00e4mpfer jagen Viktor. ".repeat(40);

  private record Azure() implements TextProvider {
    @Override
    public String name() {
      return "azure";
    }

    @Override
    public String telemetryName() {
      return "azure";
    }

    @Override
    public boolean extractive() {
      return false;
    }

    @Override
    public Future<String> defaultModel() {
      return Future.succeededFuture("m");
    }

    @Override
    public Future<List<String>> models() {
      return Future.succeededFuture(List.of());
    }

    @Override
    public Answering answer(Prompt prompt, Listener listener) {
      throw new AssertionError("nobody is asked");
    }
  }

  private final Catalogue catalogue =
      new Catalogue(
          List.of(
              new ModelFacts(
                  "azure/our-own",
                  "claude",
                  Optional.empty(),
                  Optional.empty(),
                  Set.of(),
                  new Source(LocalDate.of(2026, 7, 2), URI.create("https://example.com/own")),
                  Optional.empty())));

  private final Counting counting =
      new Counting(
          new Vocabularies(catalogue, new Tokenizers(Runnable::run, text -> 0)),
          Prompts.question("m"));

  private int output(String asked, String author) {
    var target = new Target(new Azure(), asked);
    var outcome = new Failed(Problem.TIMEOUT, "silent", true);
    var ended = new Ended(outcome, target, 1, 0, List.of(), true);
    return counting.of(ended, author, WRITTEN).counted().output();
  }

  @Test
  void what_is_known_of_the_target_counts_whatever_its_name() {
    int claude = output("claude-sonnet-4-5", "azure/claude-sonnet-4-5");
    assertThat(claude).isNotEqualTo(output("gpt-4.1", "azure/gpt-4.1"));
    assertThat(output("our-own", "azure/our-own")).isEqualTo(claude);
    assertThat(output("our-own", "azure/gpt-4.1")).as("facts before names").isEqualTo(claude);
  }

  @Test
  void where_nothing_is_known_the_name_it_answers_with_counts() {
    assertThat(output("production", "azure/gpt-4.1-2025-04-14"))
        .isEqualTo(output("gpt-4.1", "azure/gpt-4.1"))
        .isNotEqualTo(output("production", "azure/production"));
  }
}
