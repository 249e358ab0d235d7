package foundry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.settings.InvalidSettings;
import foundry.settings.SettingsReader;
import foundry.telemetry.CollectorSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SettingsTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "FOUNDRY_DATABASE_URL", "jdbc:postgresql://db/foundry",
          "FOUNDRY_DATABASE_USER_PASSWORD", "a",
          "FOUNDRY_QUEUE_USER_PASSWORD", "q",
          "FOUNDRY_STORAGE_BUCKET", "uploads",
          "FOUNDRY_AI_URL", "http://ai:8081",
          "FOUNDRY_INTERNAL_SECRET", "0123456789abcdef0123456789abcdef",
          "FOUNDRY_OIDC_ISSUER", "https://issuer.example");

  private static Settings read(Map<String, String> more) {
    var values = new HashMap<>(LEAST);
    values.putAll(more);
    var reader = SettingsReader.only(values);
    var settings = Settings.from(reader);
    reader.check();
    return settings;
  }

  @Test
  void what_is_not_set_has_a_safe_default() {
    var settings = read(Map.of());
    assertThat(settings.environment()).isEqualTo(Settings.Environment.PRODUCTION);
    assertThat(settings.http().host()).isEqualTo("127.0.0.1");
    assertThat(settings.http().port()).isEqualTo(8080);
    assertThat(settings.http().webPath()).isEmpty();
    assertThat(settings.http().documentsPath()).isEmpty();
    assertThat(settings.http().corsOrigins()).isEmpty();
    assertThat(settings.http().operation())
        .isEqualTo(new Settings.Operation(Optional.empty(), Duration.ZERO));
    assertThat(settings.logins().owner()).isEmpty();
    assertThat(settings.logins().app().user()).isEqualTo("foundry_app");
    assertThat(settings.logins().queue().user()).isEqualTo("foundry_queue");
    assertThat(settings.storage().region()).isEqualTo("us-east-1");
    assertThat(settings.storage().endpoint()).isEmpty();
    assertThat(settings.storage().keys()).isEmpty();
    assertThat(settings.oidc().audience()).isEqualTo("foundry-api");
    assertThat(settings.oidc().clientId()).isEqualTo("foundry-web");
    assertThat(settings.rates()).isEqualTo(new Settings.Rates(3_000, 60_000));
    assertThat(settings.worker().mode()).isEqualTo(Settings.Worker.Mode.EMBEDDED);
    assertThat(settings.worker().name()).startsWith("worker-");
    assertThat(settings.telemetry().collector().url()).isEmpty();
    assertThat(settings.telemetry().slowStatement()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void everything_can_be_set() {
    var settings =
        read(
            Map.ofEntries(
                Map.entry("FOUNDRY_ENVIRONMENT", "dev"),
                Map.entry("FOUNDRY_API_HOST", "0.0.0.0"),
                Map.entry("FOUNDRY_API_PORT", "9000"),
                Map.entry("FOUNDRY_WEB_PATH", "web/dist"),
                Map.entry("FOUNDRY_DOCUMENTS_PATH", "web/persisted.json"),
                Map.entry("FOUNDRY_CORS_ORIGINS", "http://a:1, http://b:2"),
                Map.entry("FOUNDRY_MANAGEMENT_PORT", "9100"),
                Map.entry("FOUNDRY_DRAIN_SECONDS", "20"),
                Map.entry("FOUNDRY_DATABASE_OWNER", "owner"),
                Map.entry("FOUNDRY_DATABASE_OWNER_PASSWORD", "o"),
                Map.entry("FOUNDRY_DATABASE_USER", "app2"),
                Map.entry("FOUNDRY_QUEUE_USER", "queue2"),
                Map.entry("FOUNDRY_STORAGE_REGION", "eu-central-1"),
                Map.entry("FOUNDRY_STORAGE_ENDPOINT", "http://s3:9000"),
                Map.entry("FOUNDRY_STORAGE_ACCESS_KEY", "k"),
                Map.entry("FOUNDRY_STORAGE_SECRET_KEY", "s"),
                Map.entry("FOUNDRY_OIDC_AUDIENCE", "aud"),
                Map.entry("FOUNDRY_OIDC_CLIENT_ID", "cli"),
                Map.entry("FOUNDRY_RATE_PERSON", "600"),
                Map.entry("FOUNDRY_RATE_ORGANIZATION", "0"),
                Map.entry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318"),
                Map.entry("OTEL_EXPORTER_OTLP_HEADERS", "key=a%20b"),
                Map.entry("FOUNDRY_SLOW_STATEMENT_MILLIS", "50"),
                Map.entry("FOUNDRY_WORKER", "none"),
                Map.entry("FOUNDRY_WORKER_NAME", "w1")));
    assertThat(settings.environment()).isEqualTo(Settings.Environment.DEV);
    assertThat(settings.http())
        .isEqualTo(
            new Settings.Http(
                "0.0.0.0",
                9000,
                Optional.of(Path.of("web/dist")),
                Optional.of(Path.of("web/persisted.json")),
                List.of("http://a:1", "http://b:2"),
                new Settings.Operation(Optional.of(9100), Duration.ofSeconds(20))));
    assertThat(settings.logins().owner().orElseThrow().password()).isEqualTo("o");
    assertThat(settings.logins().app().user()).isEqualTo("app2");
    assertThat(settings.logins().queue().user()).isEqualTo("queue2");
    assertThat(settings.storage().endpoint()).contains(URI.create("http://s3:9000"));
    assertThat(settings.storage().keys().orElseThrow().secretKey()).isEqualTo("s");
    assertThat(settings.oidc())
        .isEqualTo(new Settings.Oidc(URI.create("https://issuer.example"), "aud", "cli"));
    assertThat(settings.rates()).isEqualTo(new Settings.Rates(600, 0));
    assertThat(settings.worker()).isEqualTo(new Settings.Worker(Settings.Worker.Mode.NONE, "w1"));
    var collector =
        new CollectorSettings(
            Optional.of(URI.create("http://collector:4318")), Map.of("key", "a b"));
    assertThat(settings.telemetry())
        .isEqualTo(new Settings.Telemetry(collector, Duration.ofMillis(50)));
  }

  @Test
  void all_that_is_missing_is_told_at_once_and_what_for() {
    assertThatThrownBy(
            () -> {
              var reader = SettingsReader.only(Map.of());
              Settings.from(reader);
              reader.check();
            })
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContainingAll(LEAST.keySet().toArray(String[]::new));
  }

  @Test
  void each_mistake_is_told_by_name_and_expectation() {
    assertMistake("FOUNDRY_API_PORT", "70000", "expected: 0..65535");
    assertMistake("FOUNDRY_MANAGEMENT_PORT", "x", "expected: 0..65535");
    assertMistake("FOUNDRY_DRAIN_SECONDS", "-1", "expected: 0..300");
    assertMistake("FOUNDRY_CORS_ORIGINS", "*", "expected: origins such as");
    assertMistake("FOUNDRY_CORS_ORIGINS", "https://a.example/", "expected: origins such as");
    assertMistake("FOUNDRY_ENVIRONMENT", "staging", "expected: one of");
    assertMistake("FOUNDRY_DATABASE_URL", "mysql://x", "expected: jdbc:postgresql://");
    assertMistake("FOUNDRY_INTERNAL_SECRET", "short", "5 bytes (expected: 32 or more)");
    assertMistake("FOUNDRY_AI_URL", "ai", "expected: an http or https URL");
    assertMistake("FOUNDRY_OIDC_ISSUER", "x:", "expected: an http or https URL");
    assertMistake("FOUNDRY_STORAGE_ENDPOINT", "s3", "expected: an http or https URL");
    assertMistake("FOUNDRY_STORAGE_ACCESS_KEY", "k", "expected: both");
    assertMistake("FOUNDRY_RATE_PERSON", "-1", "expected: 0..6000000");
    assertMistake("FOUNDRY_WORKER", "maybe", "expected: one of");
  }

  private static void assertMistake(String name, String value, String expectation) {
    assertThatThrownBy(() -> read(Map.of(name, value)))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(name)
        .hasMessageContaining(expectation);
  }

  @Test
  void secrets_are_not_shown_by_accident() {
    var shown =
        read(Map.of("FOUNDRY_STORAGE_ACCESS_KEY", "k", "FOUNDRY_STORAGE_SECRET_KEY", "hidden"))
            .toString();
    assertThat(shown).doesNotContain("hidden", "0123456789abcdef");
  }
}
