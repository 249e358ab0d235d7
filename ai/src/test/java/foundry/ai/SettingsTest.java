package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.http.PortTaken;
import foundry.settings.InvalidSettings;
import foundry.settings.SettingsReader;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
  private static Settings read(Map<String, String> more) {
    var values = new HashMap<>(more);
    values.putIfAbsent("FOUNDRY_INTERNAL_SECRET", RunningAi.SECRET);
    values.putIfAbsent("FOUNDRY_AI_INDEX_PATH", "index");
    values.putIfAbsent("FOUNDRY_AI_USAGE_PATH", "usage");
    TestDatabase.SETTINGS.forEach(values::putIfAbsent);
    var reader = SettingsReader.only(values);
    var settings = Settings.from(reader);
    reader.check();
    return settings;
  }

  @Test
  void defaults_listen_on_this_machine_only_and_answer_locally() {
    var settings = read(Map.of());
    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.port()).isEqualTo(8081);
    assertThat(settings.indexPath()).isEqualTo(Path.of("index"));
    assertThat(settings.openAi()).isEmpty();
  }

  @Test
  void a_key_alone_means_openai_itself() {
    var openAi = read(Map.of("OPENAI_API_KEY", "sk-1")).openAi().orElseThrow();
    assertThat(openAi.baseUrl()).isEqualTo(URI.create("https://api.openai.com/v1"));
    assertThat(openAi.model()).isPresent();
    assertThat(openAi.timeouts()).isEqualTo(Settings.Timeouts.DEFAULT);
  }

  @Test
  void another_server_may_want_no_key_and_name_its_own_model() {
    var openAi =
        read(Map.of("OPENAI_BASE_URL", "http://127.0.0.1:11434/v1")).openAi().orElseThrow();
    assertThat(openAi.apiKey()).isEmpty();
    assertThat(openAi.model()).isEmpty();
  }

  @Test
  void everything_can_be_set() {
    var settings =
        read(
            Map.of(
                "FOUNDRY_AI_HOST", "0.0.0.0",
                "FOUNDRY_AI_PORT", "9",
                "OPENAI_BASE_URL", "http://h/v1",
                "OPENAI_API_KEY", "sk-1",
                "FOUNDRY_MODEL", "openai/big/model",
                "FOUNDRY_MODEL_CONNECT_MILLIS", "1",
                "FOUNDRY_MODEL_FIRST_BYTE_MILLIS", "2",
                "FOUNDRY_MODEL_BETWEEN_CHUNKS_MILLIS", "3",
                "FOUNDRY_MODEL_TOTAL_MILLIS", "4"));
    var openAi = settings.openAi().orElseThrow();
    assertThat(settings.host()).isEqualTo("0.0.0.0");
    assertThat(settings.port()).isEqualTo(9);
    assertThat(openAi.model()).contains("big/model");
    assertThat(openAi.timeouts()).isEqualTo(new Settings.Timeouts(1, 2, 3, 4));
  }

  @Test
  void the_local_model_can_be_wanted_in_spite_of_a_key() {
    var settings = read(Map.of("OPENAI_API_KEY", "sk-1", "FOUNDRY_MODEL", "local/extractive"));
    assertThat(settings.openAi()).isEmpty();
  }

  @Test
  void a_model_of_another_provider_is_not_asked_of_openai_unless_nobody_else_has_it() {
    var claude = Map.of("OPENAI_API_KEY", "sk-1", "FOUNDRY_MODEL", "anthropic/claude-x");
    assertThat(read(claude).openAi().orElseThrow().model()).contains("anthropic/claude-x");
    var both = new HashMap<>(claude);
    both.put("ANTHROPIC_API_KEY", "sk-2");
    assertThat(read(both).openAi().orElseThrow().model()).contains("gpt-4.1-mini");
    assertThat(read(both).anthropic().orElseThrow().model()).isEqualTo("claude-x");
  }

  @Test
  void every_mistake_is_told_at_once() {
    var wrong =
        Map.of(
            "FOUNDRY_INTERNAL_SECRET", "short",
            "FOUNDRY_AI_INDEX_PATH", "",
            "FOUNDRY_AI_PORT", "high",
            "OPENAI_BASE_URL", "ftp://x",
            "FOUNDRY_MODEL_TOTAL_MILLIS", "0");
    assertThatThrownBy(() -> read(wrong))
        .isInstanceOf(InvalidSettings.class)
        .message()
        .contains("FOUNDRY_INTERNAL_SECRET: 5 bytes (expected: at least 32)")
        .contains("FOUNDRY_AI_INDEX_PATH is not set")
        .contains("FOUNDRY_AI_PORT: high (expected: 0..65535)")
        .contains("OPENAI_BASE_URL: ftp://x")
        .contains("FOUNDRY_MODEL_TOTAL_MILLIS: 0");
  }

  private static void isWrong(Map<String, String> settings, String error) {
    assertThatThrownBy(() -> read(settings))
        .isInstanceOf(InvalidSettings.class)
        .hasMessage("1. " + error);
  }

  @Test
  void a_key_that_cannot_be_sent_is_told_at_start_without_its_value() {
    String expected =
        ": a line break or another character that no key has (expected: visible ASCII)";
    for (String name :
        List.of(
            "OPENAI_API_KEY",
            "ANTHROPIC_API_KEY",
            "GEMINI_API_KEY",
            "MISTRAL_API_KEY",
            "COHERE_API_KEY")) {
      for (String key : List.of("sk-1\nsk-2", "sk 1", "sk-\u00e9")) {
        isWrong(Map.of(name, key), name + expected);
      }
    }
    isWrong(
        Map.of("BEDROCK_REGION", "eu-west-1", "AWS_BEARER_TOKEN_BEDROCK", "a\nb"),
        "AWS_BEARER_TOKEN_BEDROCK" + expected);
    isWrong(
        Map.of("AZURE_OPENAI_ENDPOINT", "https://x.test", "AZURE_OPENAI_API_KEY", "a\nb"),
        "AZURE_OPENAI_API_KEY" + expected);
    isWrong(
        Map.of(
            "FOUNDRY_COMPATIBLE_SERVERS", "mine=http://h/v1",
            "FOUNDRY_COMPATIBLE_KEYS", "mine=a\nb"),
        "FOUNDRY_COMPATIBLE_KEYS: mine=..." + expected);
  }

  @Test
  void a_model_that_nobody_set_up_can_answer_with_is_told_at_start() {
    isWrong(
        Map.of("FOUNDRY_MODEL", "anthropic/claude-x"),
        "FOUNDRY_MODEL: anthropic/claude-x (expected: a model of one that is set up: local/...)");
    isWrong(
        Map.of("FOUNDRY_MODEL", "gpt-4.1-mini", "ANTHROPIC_API_KEY", "sk-1"),
        "FOUNDRY_MODEL: gpt-4.1-mini (expected: a model of one that is set up: anthropic/...,"
            + " local/...)");
    isWrong(
        Map.of("FOUNDRY_MODEL", "local/big"),
        "FOUNDRY_MODEL: local/big (expected: local/extractive, the one that local has)");
    read(Map.of("FOUNDRY_MODEL", "local/extractive"));
    read(Map.of("FOUNDRY_MODEL", "anthropic/claude-x", "ANTHROPIC_API_KEY", "sk-1"));
  }

  @Test
  void a_word_that_is_no_choice_is_told_with_those_there_are() {
    isWrong(
        Map.of("OPENAI_API", "chatty"), "OPENAI_API: chatty (expected: one of chat, responses)");
  }

  @Test
  void a_catalogue_that_cannot_be_read_is_told_at_start(@TempDir Path folder) throws Exception {
    String missing = folder.resolve("none.json").toString();
    isWrong(
        Map.of("FOUNDRY_MODELS_PATH", missing),
        "FOUNDRY_MODELS_PATH: %s: no such file (expected: a catalogue, see docs/models.md)"
            .formatted(missing));
    for (String text :
        List.of(
            "{",
            "{}",
            "{\"format\":1,\"models\":[{\"id\":\"a/b\"}]}",
            "{\"format\":1,\"models\":[{\"id\":\"a/b\",\"price\":{\"source\":3}}]}")) {
      var file = Files.writeString(folder.resolve("models.json"), text);
      assertThatThrownBy(() -> read(Map.of("FOUNDRY_MODELS_PATH", file.toString())))
          .as(text)
          .isInstanceOf(InvalidSettings.class)
          .hasMessageStartingWith("1. FOUNDRY_MODELS_PATH: " + file + ": ")
          .hasMessageEndingWith(" (expected: a catalogue, see docs/models.md)");
    }
  }

  @Test
  void a_port_that_is_taken_is_named() {
    String port = String.valueOf(RunningAi.LOCAL.port());
    var folder = RunningAi.folder();
    var settings =
        read(
            Map.of(
                "FOUNDRY_AI_PORT", port,
                "FOUNDRY_AI_INDEX_PATH", folder.toString(),
                "FOUNDRY_AI_USAGE_PATH", folder.resolve("usage").toString()));
    // Servers of one Vertx share a port; another process has its own.
    var vertx = Vertx.vertx();
    assertThatThrownBy(() -> Main.start(vertx, settings))
        .isInstanceOf(PortTaken.class)
        .hasMessageContaining(port);
    vertx.close();
  }

  @Test
  void secrets_are_not_printed() {
    var keys =
        Map.of(
            "OPENAI_API_KEY", "sk-visible",
            "ANTHROPIC_API_KEY", "sk-visible",
            "GEMINI_API_KEY", "sk-visible",
            "BEDROCK_REGION", "eu-west-1",
            "AWS_BEARER_TOKEN_BEDROCK", "sk-visible");
    assertThat(read(keys).toString()).doesNotContain("sk-visible", RunningAi.SECRET);
  }
}
