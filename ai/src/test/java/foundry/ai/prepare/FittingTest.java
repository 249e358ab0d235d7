package foundry.ai.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.ai.http.Refused;
import foundry.ai.provider.ContextPassage;
import foundry.ai.provider.Extras;
import foundry.ai.provider.Message;
import foundry.ai.provider.Message.Role;
import foundry.ai.provider.Part;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Sampling;
import foundry.ai.token.Family;
import foundry.ai.token.PromptTokens;
import foundry.ai.token.Tokenizers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is left out of a prompt that is too long, and what never is. */
final class FittingTest {
  private static final Tokenizers TOKENIZERS = new Tokenizers(Runnable::run, String::length);
  private static final String LONG = "word ".repeat(100).strip();

  private static Message user(String text) {
    return Message.of(Role.USER, text);
  }

  private static Message assistant(String text) {
    return Message.of(Role.ASSISTANT, text);
  }

  private static Prompt prompt(Message... messages) {
    return Prompt.of("", List.of(messages), Sampling.DEFAULT);
  }

  private static Prompt fit(Prompt prompt, Trim trim, int room) {
    return fitting(Family.GPT, 10_000, room).fit(prompt, Optional.of(trim)).prompt();
  }

  private static Fitting fitting(Family family, int context, int room) {
    return new Fitting(family, TOKENIZERS.of(family), context, room);
  }

  private static List<String> texts(Prompt prompt) {
    return prompt.messages().stream()
        .map(message -> message.text().isEmpty() ? "(tools)" : message.text().substring(0, 1))
        .toList();
  }

  private static Prompt conversation() {
    return prompt(
        Message.of(Role.SYSTEM, "Sys"),
        user("1" + LONG),
        assistant("a" + LONG),
        user("2" + LONG),
        assistant("b" + LONG),
        user("3" + LONG),
        assistant("c" + LONG),
        user("4" + LONG));
  }

  @Test
  void the_oldest_turns_go_first() {
    assertThat(texts(fit(conversation(), Trim.OLDEST, 600)))
        .containsExactly("S", "2", "b", "3", "c", "4");
    assertThat(texts(fit(conversation(), Trim.OLDEST, 200))).containsExactly("S", "4");
  }

  @Test
  void the_middle_goes_first_where_asked() {
    assertThat(texts(fit(conversation(), Trim.MIDDLE, 600)))
        .containsExactly("S", "1", "a", "3", "c", "4");
  }

  @Test
  void a_call_of_a_tool_and_its_result_go_together_or_stay() {
    var call =
        new Message(
            Role.ASSISTANT,
            List.of(new Part.ToolUse("t1", "look", "{\"q\":\"" + LONG + "\"}", Extras.NONE)),
            Extras.NONE);
    var result =
        new Message(
            Role.USER,
            List.of(new Part.ToolResult("t1", List.of(new Part.Text(LONG)), false, Extras.NONE)),
            Extras.NONE);
    var old = prompt(user("1" + LONG), call, result, assistant("a"), user("2"));
    assertThat(texts(fit(old, Trim.OLDEST, 300))).containsExactly("2");
    var last = prompt(user("1" + LONG), assistant("a"), user("2"), call, result);
    assertThat(texts(fit(last, Trim.OLDEST, 300))).containsExactly("2", "(tools)", "(tools)");
  }

  @Test
  void passages_go_from_the_last() {
    var passages = new ArrayList<ContextPassage>();
    for (int i = 1; i <= 5; i++) {
      passages.add(new ContextPassage("p" + i, Optional.empty(), Optional.empty(), LONG));
    }
    var prompt = prompt(user("Why?")).withContext(Optional.of(passages));
    var fitted = fitting(Family.GPT, 10_000, 500).fit(prompt, Optional.of(Trim.CONTEXT));
    assertThat(fitted.prompt().context().orElseThrow())
        .extracting(ContextPassage::id)
        .containsExactly("p1", "p2");
    var out = fitted.leftOut().orElseThrow();
    assertThat(out.passages()).isEqualTo(3);
    assertThat(out.messages()).isZero();
    assertThat(out.tokens()).isGreaterThan(300);
    assertThat(count(fitted.prompt())).isLessThanOrEqualTo(500);
  }

  private static int count(Prompt prompt) {
    return PromptTokens.of(prompt, Family.GPT, TOKENIZERS.of(Family.GPT)).tokens();
  }

  @Test
  void what_must_stay_and_is_too_long_is_refused_with_both_counts() {
    for (var trim : Trim.values()) {
      assertThatThrownBy(() -> fit(conversation(), trim, 50))
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> {
                assertThat(refused.detail()).contains(Refused.Detail.CONTEXT_TOO_LONG);
                assertThat(refused.reason())
                    .matches("messages: \\d+ tokens \\(expected: at most 50, of the 10000 .*");
              });
    }
  }

  @Test
  void an_estimate_refuses_only_what_is_certainly_too_long() {
    var prompt = prompt(user(LONG));
    int estimate = TOKENIZERS.of(Family.CLAUDE).count(LONG);
    var fitting = fitting(Family.CLAUDE, estimate - 5, estimate - 5);
    assertThat(fitting.fit(prompt, Optional.empty()).prompt()).isEqualTo(prompt);
    assertThatThrownBy(() -> fitting(Family.CLAUDE, 60, 60).fit(prompt, Optional.empty()))
        .hasMessageContaining("about " + (estimate + 10) + " tokens")
        .hasMessageContaining("at most 60");
    assertThatThrownBy(() -> fitting(Family.GPT, 60, 60).fit(prompt, Optional.empty()))
        .hasMessageContaining(" 107 tokens");
  }
}
