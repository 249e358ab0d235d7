package foundry.ai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.anthropic.Anthropic;
import foundry.ai.provider.bedrock.BedrockSettings;
import foundry.ai.provider.gemini.Gemini;
import foundry.settings.InvalidSettings;
import foundry.settings.SettingsReader;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProviderSettingsTest {
  private static Optional<BedrockSettings> bedrock(Map<String, String> values) {
    return BedrockSettings.from(SettingsReader.only(values), Timeouts.DEFAULT);
  }

  @Test
  void a_provider_without_credentials_is_off() {
    var nothing = SettingsReader.only(Map.of("ANTHROPIC_BASE_URL", "http://h", "AWS_REGION", "x"));
    assertThat(Anthropic.settings(nothing, Timeouts.DEFAULT)).isEmpty();
    assertThat(Gemini.settings(nothing, Timeouts.DEFAULT)).isEmpty();
    assertThat(BedrockSettings.from(nothing, Timeouts.DEFAULT)).isEmpty();
  }

  @Test
  void a_key_alone_means_the_vendor_itself() {
    var reader = SettingsReader.only(Map.of("ANTHROPIC_API_KEY", "k1", "GEMINI_API_KEY", "k2"));
    var anthropic = Anthropic.settings(reader, Timeouts.DEFAULT).orElseThrow();
    assertThat(anthropic.baseUrl()).isEqualTo(URI.create("https://api.anthropic.com"));
    assertThat(anthropic.model()).startsWith("claude-");
    var gemini = Gemini.settings(reader, Timeouts.DEFAULT).orElseThrow();
    assertThat(gemini.baseUrl().getHost()).isEqualTo("generativelanguage.googleapis.com");
    assertThat(gemini.toString() + anthropic).doesNotContain("k1", "k2");
  }

  @Test
  void the_standard_model_is_the_one_named_with_the_provider() {
    var reader =
        SettingsReader.only(
            Map.of(
                "FOUNDRY_MODEL",
                "gemini/gemini-x",
                "GEMINI_API_KEY",
                "k",
                "BEDROCK_REGION",
                "r",
                "BEDROCK_MODELS",
                "a.b-v1:0, c.d"));
    assertThat(Gemini.settings(reader, Timeouts.DEFAULT).orElseThrow().model())
        .isEqualTo("gemini-x");
    assertThat(BedrockSettings.from(reader, Timeouts.DEFAULT).orElseThrow().models())
        .containsExactly("a.b-v1:0", "c.d");
  }

  @Test
  void bedrock_is_where_its_region_is() {
    var settings = bedrock(Map.of("BEDROCK_REGION", "eu-west-1")).orElseThrow();
    assertThat(settings.baseUrl())
        .isEqualTo(URI.create("https://bedrock-runtime.eu-west-1.amazonaws.com"));
    assertThat(settings.keys()).isEmpty();
  }

  @Test
  void an_api_key_of_bedrock_needs_a_region_too() {
    var reader = SettingsReader.only(Map.of("AWS_BEARER_TOKEN_BEDROCK", "k"));
    BedrockSettings.from(reader, Timeouts.DEFAULT);
    assertThatThrownBy(reader::check)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("BEDROCK_REGION is not set");
    var elsewhere = Map.of("AWS_BEARER_TOKEN_BEDROCK", "k", "AWS_REGION", "us-east-1");
    assertThat(bedrock(elsewhere).orElseThrow().region()).isEqualTo("us-east-1");
  }

  @Test
  void keys_are_not_printed() {
    var settings =
        bedrock(
                Map.of(
                    "BEDROCK_REGION", "eu-west-1",
                    "AWS_BEARER_TOKEN_BEDROCK", "seen-1",
                    "AWS_ACCESS_KEY_ID", "seen-2",
                    "AWS_SECRET_ACCESS_KEY", "seen-3",
                    "AWS_SESSION_TOKEN", "seen-4"))
            .orElseThrow();
    assertThat(settings.toString() + settings.keys()).doesNotContain("seen");
  }
}
