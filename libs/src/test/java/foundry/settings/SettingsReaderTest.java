package foundry.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
  private enum Colour {
    RED,
    GREEN
  }

  @Test
  void defaults_stand_in_for_what_is_not_set_or_empty() {
    var settings = SettingsReader.only(Map.of("EMPTY", "  "));
    assertThat(settings.text("EMPTY", "default")).isEqualTo("default");
    assertThat(settings.number("PORT", 8080, 1, 65_535)).isEqualTo(8080);
    assertThat(settings.flag("FLAG", true)).isTrue();
    assertThat(settings.choice("COLOUR", Colour.GREEN)).isEqualTo(Colour.GREEN);
    assertThat(settings.optionalUrl("URL")).isEmpty();
    settings.check();
  }

  @Test
  void values_are_read_as_their_types() {
    var settings =
        SettingsReader.only(
            Map.of("PORT", "80", "FLAG", "false", "COLOUR", "red", "URL", "http://a.test:1/b"));
    assertThat(settings.number("PORT", 8080, 1, 65_535)).isEqualTo(80);
    assertThat(settings.flag("FLAG", true)).isFalse();
    assertThat(settings.choice("COLOUR", Colour.GREEN)).isEqualTo(Colour.RED);
    assertThat(settings.url("URL", "somewhere")).isEqualTo(URI.create("http://a.test:1/b"));
    settings.check();
  }

  @Test
  void every_mistake_is_reported_at_once() {
    var settings =
        SettingsReader.only(
            Map.of("PORT", "0", "FLAG", "yes", "COLOUR", "blue", "URL", "ftp://x", "N", "ten"));
    settings.number("PORT", 8080, 1, 65_535);
    settings.number("N", 1, 0, 9);
    settings.flag("FLAG", true);
    settings.choice("COLOUR", Colour.RED);
    settings.url("URL", "somewhere");
    settings.required("SECRET", "signs tokens");
    assertThatThrownBy(settings::check)
        .isInstanceOf(InvalidSettings.class)
        .hasMessage(
            """
            1. PORT: 0 (expected: 1..65535)
            2. N: ten (expected: 0..9)
            3. FLAG: yes (expected: true or false)
            4. COLOUR: blue (expected: one of red, green)
            5. URL: ftp://x (expected: an http or https URL)
            6. SECRET is not set (signs tokens)""");
  }

  @Test
  void overrides_win_over_the_file(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve(".env"), "NAME_X=file\nOTHER_X=file\n");
    var settings = SettingsReader.withDotEnv(Map.of("NAME_X", "override"), file);
    assertThat(settings.text("NAME_X", "")).isEqualTo("override");
    assertThat(settings.text("OTHER_X", "")).isEqualTo("file");
  }

  @Test
  void a_missing_file_is_no_mistake(@TempDir Path folder) {
    var settings = SettingsReader.withDotEnv(Map.of(), folder.resolve(".env"));
    assertThat(settings.text("NAME_X", "default")).isEqualTo("default");
  }
}
