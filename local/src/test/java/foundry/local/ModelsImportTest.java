package foundry.local;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.catalogue.CatalogueFile;
import foundry.ai.catalogue.ModelFacts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see of {@code foundry models import}, and what it leaves behind. */
final class ModelsImportTest {
  private static final String MODELS_DEV =
      """
      {"openai":{"models":{"gpt-9":{"id":"gpt-9","tool_call":true,"reasoning":false,
        "modalities":{"input":["text"],"output":["text"]},
        "limit":{"context":1000,"output":100},"cost":{"input":INPUT,"output":8}}}}}
      """;
  private static final String LITELLM =
      """
      {"gpt-9":{"litellm_provider":"openai","mode":"chat","max_input_tokens":1000,
        "max_output_tokens":100,"input_cost_per_token":0.000002,"output_cost_per_token":0.000008},
       "claude-opus-4-7":{"litellm_provider":"anthropic","mode":"chat"},
       "dall-e":{"litellm_provider":"openai","mode":"image_generation"}}
      """;

  @TempDir Path folder;

  private record Outcome(int code, String out, String err) {}

  private Outcome run(String from, String format, String... more) {
    var arguments = new ArrayList<>(List.of("models", "import", from, "--source", format));
    arguments.addAll(List.of("--into", into().toString(), "--date", "2026-07-01"));
    arguments.addAll(List.of(more));
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var oldOut = System.out;
    var oldErr = System.err;
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      int code = Foundry.run(arguments.toArray(String[]::new));
      return new Outcome(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(oldOut);
      System.setErr(oldErr);
    }
  }

  private Path into() {
    return folder.resolve("catalogue.json");
  }

  private String file(String text) throws Exception {
    return Files.writeString(folder.resolve("source.json"), text).toString();
  }

  private String modelsDev(String input) throws Exception {
    return file(MODELS_DEV.replace("INPUT", input));
  }

  private List<String> ids() {
    return CatalogueFile.at(into()).all().stream().map(ModelFacts::id).toList();
  }

  @Test
  void both_formats_make_a_catalogue_and_say_what_changed() throws Exception {
    var first = run(modelsDev("2"), "models.dev");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("+ openai/gpt-9: $2.00/$8.00, context 1000", "1 models, 1 ch");
    var second = run(file(LITELLM), "litellm");
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.out()).contains("+ anthropic/claude-opus-4-7: no price").doesNotContain("~");
    assertThat(ids()).containsExactly("anthropic/claude-opus-4-7", "openai/gpt-9");
  }

  @Test
  void a_price_that_jumps_is_refused_until_it_is_allowed() throws Exception {
    run(modelsDev("2"), "models.dev");
    String before = Files.readString(into());
    var refused = run(modelsDev("200"), "models.dev");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .contains("openai/gpt-9: input: 2.00 -> 200.00 (9900 %, expected: at most 50 %)")
        .contains("Nothing was written", "--max-change");
    assertThat(Files.readString(into())).isEqualTo(before);
    var allowed = run(modelsDev("200"), "models.dev", "--max-change", "9900%");
    assertThat(allowed.code()).as(allowed.err()).isZero();
    assertThat(Files.readString(into())).contains("200.00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"a\":", "null", "<html>"})
  void what_is_no_catalogue_is_told_in_words_and_changes_nothing(String text) throws Exception {
    assertRefused(run(file(text), "models.dev"), "source.json: ", "--source");
  }

  @Test
  void a_file_that_is_too_large_is_not_read() throws Exception {
    try (var large = new RandomAccessFile(folder.resolve("large.json").toFile(), "rw")) {
      large.setLength(65L << 20);
    }
    var large = run(folder.resolve("large.json").toString(), "litellm");
    assertRefused(large, "more than 67108864 bytes", "give another");
  }

  @Test
  void a_place_where_nothing_is_to_be_had_is_named() {
    assertRefused(run(folder.resolve("none").toString(), "litellm"), "no such file", "https URL");
    assertRefused(run(folder.toString(), "litellm"), "cannot be read", "https URL");
    assertRefused(run("http://127.0.0.1:1/x", "litellm"), "cannot be read", "https URL");
    assertRefused(run("https://a b/", "litellm"), "cannot be read", "https URL");
  }

  @Test
  void wrong_words_are_told_with_the_right_ones() throws Exception {
    assertRefused(run(modelsDev("2"), "excel"), "--source: excel", "models.dev or litellm");
    var much = run(modelsDev("2"), "models.dev", "--max-change", "much");
    assertRefused(much, "--max-change: much", "50%");
  }

  @Test
  void a_catalogue_that_cannot_be_read_is_not_written_over() throws Exception {
    Files.writeString(into(), "{}");
    var refused = run(modelsDev("2"), "models.dev");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("catalogue.json: format", "--into");
    assertThat(Files.readString(into())).isEqualTo("{}");
  }

  private void assertRefused(Outcome outcome, String what, String next) {
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(1);
    assertThat(outcome.err()).contains(what, next).doesNotContain("should not have happened");
    assertThat(into()).doesNotExist();
  }
}
