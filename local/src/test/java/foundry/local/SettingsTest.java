package foundry.local;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.local.data.DataFolder;
import foundry.local.data.Ports;
import foundry.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  private static final Pattern NAME = Pattern.compile("\"([A-Z]+(?:_[A-Z]+)+)\"");
  private static final Pattern LINE = Pattern.compile("^([A-Z_]+)=", Pattern.MULTILINE);
  private static final Path ROOT = Path.of("..");

  @TempDir Path folder;

  @Test
  void both_services_get_all_they_need_and_nothing_they_refuse() {
    var plan =
        new Plan(Home.find(), DataFolder.open(folder), new Ports(TestPorts.base()), "127.0.0.1");
    var reader = SettingsReader.only(plan.settings());
    var api = foundry.api.Settings.from(reader);
    var ai = foundry.ai.Settings.from(reader);
    reader.check();
    assertThat(api.http().port()).isEqualTo(plan.ports().api());
    assertThat(api.logins().owner()).isPresent();
    assertThat(ai.logins().owner()).isPresent();
    assertThat(ai.port()).isEqualTo(plan.ports().ai());
    assertThat(api.ai().internalSecret()).isEqualTo(ai.internalSecret());
  }

  @Test
  void secrets_are_the_same_at_the_next_start() {
    var plan =
        new Plan(Home.find(), DataFolder.open(folder), new Ports(TestPorts.base()), "127.0.0.1");
    assertThat(plan.settings()).isEqualTo(plan.settings());
  }

  @Test
  void every_setting_is_explained_in_the_example_and_no_other() throws Exception {
    var read = names(NAME, "api/src/main/java/foundry/api/Settings.java");
    read.addAll(partsIn("ai/src/main/java/foundry/ai/"));
    read.addAll(partsIn("libs/src/main/java/foundry/telemetry/"));
    read.addAll(names(NAME, "local/src/main/java/foundry/local/Logs.java"));
    // Put together from the role's name.
    read.add("FOUNDRY_DATABASE_USER_PASSWORD");
    read.add("FOUNDRY_QUEUE_USER_PASSWORD");
    assertThat(names(LINE, ".env.example")).isEqualTo(read);
  }

  @Test
  void the_example_holds_no_secret() throws Exception {
    assertThat(Files.readAllLines(ROOT.resolve(".env.example")))
        .filteredOn(line -> line.matches(".*(PASSWORD|SECRET|KEY)=.*"))
        .isNotEmpty()
        .allMatch(line -> line.endsWith("="));
  }

  /** Parts with settings of their own read them themselves, wherever they get the reader. */
  private static Set<String> partsIn(String folder) throws Exception {
    var names = new TreeSet<String>();
    try (var files = Files.walk(ROOT.resolve(folder))) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        boolean reads = Files.readString(file).contains(SettingsReader.class.getSimpleName());
        if (reads) names.addAll(names(NAME, ROOT.relativize(file).toString()));
      }
    }
    return names;
  }

  private static Set<String> names(Pattern pattern, String file) throws Exception {
    var names = new TreeSet<String>();
    Matcher found = pattern.matcher(Files.readString(ROOT.resolve(file)));
    while (found.find()) names.add(found.group(1));
    return names;
  }
}
