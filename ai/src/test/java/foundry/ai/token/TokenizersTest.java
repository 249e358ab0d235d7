package foundry.ai.token;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.provider.Extras;
import foundry.ai.provider.Message;
import foundry.ai.provider.Message.Role;
import foundry.ai.provider.Part;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Sampling;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What each family counts, held against published numbers and against each other. */
final class TokenizersTest {
  private static final Tokenizers TOKENIZERS = new Tokenizers(Runnable::run, String::length);

  private static final String PROSE =
      """
      The pump in the cellar was built in 1998. It moves three cubic metres of water an hour, makes \
      little noise, and has to be oiled twice a year by somebody who knows what they are doing.
      """;

  private static final Map<String, String> SAMPLES =
      Map.of(
          "English", PROSE.repeat(5),
          "German",
              "Die W\u00e4rmepumpe im Keller wurde 1998 gebaut und muss j\u00e4hrlich gewartet werden. "
                  .repeat(5),
          "Russian",
              "\u041d\u0430\u0441\u043e\u0441 \u0432 \u043f\u043e\u0434\u0432\u0430\u043b\u0435 \u0431\u044b\u043b"
                  .concat(" \u043f\u043e\u0441\u0442\u0440\u043e\u0435\u043d. ")
                  .repeat(5),
          "Chinese", "\u5730\u4e0b\u5ba4\u7684\u6cf5\u5efa\u4e8e\u4e5d\u516b\u5e74\u3002".repeat(5),
          "code",
              "for (int i = 0; i < names.size(); i++) {\n    print(names.get(i));\n}\n".repeat(5),
          "JSON", "{\"id\":\"a1b2\",\"price\":12.50,\"tags\":[\"new\",\"red\"]}\n".repeat(5),
          "table", "1998\t12.5\t3,400\n2001\t13.0\t2,950\n".repeat(5),
          "base64",
              Base64.getEncoder()
                  .encodeToString(PROSE.getBytes(java.nio.charset.StandardCharsets.UTF_8)));

  private static int count(Family family, String text) {
    return TOKENIZERS.of(family).count(text);
  }

  @Test
  void openai_counts_are_the_published_ones() {
    assertThat(count(Family.GPT, "hello world")).isEqualTo(2);
    assertThat(count(Family.GPT_4, "tiktoken is great!")).isEqualTo(6);
    assertThat(count(Family.GPT_4, "antidisestablishmentarianism")).isEqualTo(6);
    assertThat(count(Family.GPT_4, "2 + 2 = 4")).isEqualTo(7);
    String birthday = "\u304a\u8a95\u751f\u65e5\u304a\u3081\u3067\u3068\u3046";
    assertThat(count(Family.GPT_4, birthday)).isEqualTo(9);
    assertThat(count(Family.GPT, birthday)).isEqualTo(8);
    assertThat(TOKENIZERS.of(Family.GPT).exact()).isTrue();
  }

  /** The conversation of OpenAI's own guide to counting, whose sums it prints beside the API's. */
  @Test
  void a_conversation_counts_as_openai_counts_it() {
    var messages =
        List.of(
            Message.of(Role.SYSTEM, "You are a helpful, pattern-following assistant."),
            Message.of(Role.USER, "hello world"));
    var count = PromptTokens.of(prompt(messages), Family.GPT, TOKENIZERS.of(Family.GPT));
    int texts = count(Family.GPT, messages.getFirst().text()) + 2;
    assertThat(count).isEqualTo(new PromptTokens(texts + 2 * 4 + 3, texts + 2 * 4 + 3, true));
  }

  @Test
  void what_looks_like_a_control_token_is_text() {
    assertThat(count(Family.GPT, "<|endoftext|>")).isGreaterThan(3);
  }

  @Test
  void families_without_a_public_tokenizer_say_that_they_estimate_and_err_on_the_high_side() {
    for (var family : Family.values()) {
      var tokenizer = TOKENIZERS.of(family);
      if (tokenizer.exact()) continue;
      assertThat(tokenizer.name()).startsWith("estimate from ");
      for (var sample : SAMPLES.entrySet()) {
        int count = tokenizer.count(sample.getValue());
        assertThat(count)
            .as("%s, %s", family, sample.getKey())
            .isGreaterThan(count(Family.GPT, sample.getValue()));
        assertThat(tokenizer.atLeast(count)).isLessThan(count).isGreaterThan(count / 3);
      }
    }
  }

  @Test
  void the_quick_estimate_is_near_on_texts_of_every_kind() {
    for (var sample : SAMPLES.entrySet()) {
      int real = count(Family.GPT, sample.getValue());
      assertThat(Estimate.of(sample.getValue()))
          .as("%s has %d", sample.getKey(), real)
          .isBetween((int) (real * 0.6), real * 2);
    }
  }

  @Test
  void texts_that_are_no_texts_are_counted_quickly() {
    int length = 40_000;
    for (String piece :
        new String[] {"x", " ", "\n", "\u4f60", "\ud83d\ude00", "\u0301", "\ud800", "a1"}) {
      String text = piece.repeat(length);
      for (var family : List.of(Family.GPT, Family.GPT_4)) {
        Assertions.assertTimeout(
            Duration.ofSeconds(5), () -> assertThat(count(family, text)).isPositive());
      }
    }
  }

  @Test
  void one_endless_word_of_megabytes_costs_no_more_than_its_length() {
    String word = "ab".repeat(3_500_000);
    Assertions.assertTimeout(
        Duration.ofSeconds(30),
        () -> assertThat(count(Family.GPT, word)).isBetween(500_000, 7_000_000));
  }

  @Test
  void long_texts_are_cut_between_words_without_changing_the_count() {
    String sentence = " The pump is reset by holding both buttons, then waiting for 10 seconds.";
    int one = count(Family.GPT, sentence);
    assertThat(count(Family.GPT, sentence.repeat(2_000))).isEqualTo(one * 2_000);
  }

  @Test
  void the_first_quick_count_waits_for_no_table() {
    var asked = new java.util.ArrayList<Runnable>();
    var tokenizer = new Tokenizers(asked::add, String::length).of(Family.GPT);
    assertThat(tokenizer.quick("hello world")).isEqualTo(2);
    assertThat(asked).hasSize(1);
    asked.getFirst().run();
    assertThat(tokenizer.quick("antidisestablishmentarianism"))
        .isEqualTo(count(Family.GPT, "antidisestablishmentarianism"));
    assertThat(asked).hasSize(1);
  }

  @Test
  void names_of_models_tell_their_family() {
    assertThat(Family.of("openai/gpt-4.1-mini")).isEqualTo(Family.GPT);
    assertThat(Family.of("gpt-4-turbo")).isEqualTo(Family.GPT_4);
    assertThat(Family.of("azure/o3-mini")).isEqualTo(Family.GPT);
    assertThat(Family.of("openai/text-embedding-3-small")).isEqualTo(Family.GPT_4);
    assertThat(Family.of("anthropic/claude-3-opus-20240229")).isEqualTo(Family.CLAUDE);
    assertThat(Family.of("claude-sonnet-4-20250514")).isEqualTo(Family.CLAUDE);
    assertThat(Family.of("claude-opus-4-6")).isEqualTo(Family.CLAUDE);
    assertThat(Family.of("bedrock/eu.anthropic.claude-opus-4-7-v1:0")).isEqualTo(Family.CLAUDE_4_7);
    assertThat(Family.of("claude-opus-4-10")).isEqualTo(Family.CLAUDE_4_7);
    assertThat(Family.of("openrouter/meta-llama/Llama-3.3-70B")).isEqualTo(Family.LLAMA);
    assertThat(Family.of("gemini/gemini-2.5-pro")).isEqualTo(Family.GEMINI);
    assertThat(Family.of("cohere/command-a")).isEqualTo(Family.COHERE);
    assertThat(Family.of("local/bge-small-en-v1.5")).isEqualTo(Family.BGE);
    assertThat(Family.of("local/extractive")).isEqualTo(Family.OTHER);
  }

  @Test
  void images_cost_what_their_size_says() {
    assertThat(image(Family.GPT, png(1024, 1024))).isEqualTo(85 + 170 * 4);
    assertThat(image(Family.GPT, png(512, 512))).isEqualTo(85 + 170);
    assertThat(image(Family.CLAUDE, png(750, 1000))).isEqualTo(1001);
    assertThat(image(Family.GEMINI, png(300, 300))).isEqualTo(258);
    assertThat(image(Family.CLAUDE, "bm90IGFuIGltYWdl")).isEqualTo(1600);
  }

  private static int image(Family family, String base64) {
    var part = new Part.Image(new Part.Source.Inline("image/png", base64), Extras.NONE);
    var with = prompt(List.of(new Message(Role.USER, List.of(part), Extras.NONE)));
    var without = prompt(List.of(new Message(Role.USER, List.of(), Extras.NONE)));
    var tokenizer = TOKENIZERS.of(family);
    var count = PromptTokens.of(with, family, tokenizer);
    assertThat(count.exact()).isFalse();
    assertThat(PromptTokens.most(with)).isGreaterThan(count.tokens());
    return count.tokens() - PromptTokens.of(without, family, tokenizer).tokens();
  }

  private static String png(int width, int height) {
    var bytes = java.nio.ByteBuffer.allocate(33);
    bytes.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13});
    bytes.put(new byte[] {'I', 'H', 'D', 'R'}).putInt(width).putInt(height);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  @Test
  void the_cheap_bounds_are_bounds() {
    for (String text : SAMPLES.values()) {
      var prompt = prompt(List.of(Message.of(Role.USER, text.repeat(20))));
      for (var family : Family.values()) {
        if (family == Family.BGE) continue;
        int tokens = PromptTokens.of(prompt, family, TOKENIZERS.of(family)).tokens();
        assertThat(PromptTokens.mostByBytes(prompt)).isGreaterThan(tokens);
        assertThat(PromptTokens.most(prompt)).isGreaterThan(tokens);
      }
    }
  }

  private static Prompt prompt(List<Message> messages) {
    return Prompt.of("", messages, Sampling.DEFAULT);
  }
}
