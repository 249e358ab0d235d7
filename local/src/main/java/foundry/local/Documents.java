package foundry.local;

import foundry.api.database.Database;
import foundry.api.database.DocumentUses;
import foundry.api.graphql.Registry;
import foundry.local.data.Refusal;
import foundry.postgres.Login;
import foundry.settings.SettingsReader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foundry documents}: the folder of registered GraphQL documents. */
@Command(
    name = "documents",
    description = "Register, list and retire the GraphQL documents of clients.",
    mixinStandardHelpOptions = true,
    subcommands = {Documents.Register.class, Documents.ListAll.class, Documents.Retire.class})
final class Documents {
  private static final Pattern NAME = Pattern.compile("(?:query|mutation|subscription)\\s+(\\w+)");

  private static final int DAYS = 90;

  /** Which folder, and whose counts. */
  static final class Which {
    @Mixin private Place place = new Place();

    @Option(
        names = "--folder",
        paramLabel = "<folder>",
        description = "The folder of documents (default: FOUNDRY_DOCUMENTS_PATH).")
    private @Nullable Path folder;

    Registry registry() {
      if (folder != null) return new Registry(folder);
      var setting = named().optional("FOUNDRY_DOCUMENTS_PATH");
      return new Registry(
          setting
              .map(Path::of)
              .orElseThrow(() -> new Refusal("No folder is named.", "Name one: --folder")));
    }

    private SettingsReader named() {
      return SettingsReader.withDotEnv(Map.of(), place.home().dotEnv());
    }

    /** What was asked for since that day, of the database that the settings or {@code up} name. */
    Map<String, DocumentUses.Use> uses(LocalDate since) {
      try (var database = Database.open(login())) {
        return new DocumentUses(database).since(since);
      }
    }

    private Login login() {
      var settings = named();
      if (settings.optional("FOUNDRY_DATABASE_URL").isEmpty()) {
        settings = SettingsReader.withDotEnv(place.running().settings(), place.home().dotEnv());
      }
      var login =
          new Login(
              settings.required("FOUNDRY_DATABASE_URL", "where PostgreSQL is"),
              settings.text("FOUNDRY_DATABASE_USER", "foundry_app"),
              settings.required("FOUNDRY_DATABASE_USER_PASSWORD", "its password"));
      settings.check();
      return login;
    }
  }

  /** {@code foundry documents register}. */
  @Command(
      name = "register",
      description = "Add the documents of a build to the folder.",
      mixinStandardHelpOptions = true)
  static final class Register implements Callable<Integer> {
    @Mixin private Which which = new Which();

    @Parameters(
        paramLabel = "<persisted.json>",
        description = "What relay-compiler wrote for the build.")
    private Path build = Path.of("");

    @Override
    public Integer call() {
      var texts = new Registry(build).texts();
      var added = which.registry().add(texts);
      added.forEach(hash -> System.out.printf("%s %s%n", hash, name(texts, hash)));
      System.out.printf("%d documents, %d of them new%n", texts.size(), added.size());
      return 0;
    }
  }

  /** {@code foundry documents list}. */
  @Command(
      name = "list",
      description = "List registered documents and when they were last asked for.",
      mixinStandardHelpOptions = true)
  static final class ListAll implements Callable<Integer> {
    @Mixin private Which which = new Which();

    @Override
    public Integer call() {
      var texts = which.registry().texts();
      var uses = which.uses(today().minusDays(DAYS));
      System.out.printf("requests in the last %d days%n", DAYS);
      new TreeMap<>(texts)
          .keySet()
          .forEach(hash -> System.out.println(line(hash, name(texts, hash), uses.get(hash))));
      return 0;
    }
  }

  /** {@code foundry documents retire}. */
  @Command(
      name = "retire",
      description = "Take documents out of the folder that no client asks for any more.",
      mixinStandardHelpOptions = true)
  static final class Retire implements Callable<Integer> {
    @Mixin private Which which = new Which();

    @Option(
        names = "--keep",
        required = true,
        paramLabel = "<persisted.json>",
        description = "The newest build: its documents stay, asked for or not.")
    private Path newest = Path.of("");

    @Option(
        names = "--unused-days",
        defaultValue = "90",
        paramLabel = "<days>",
        description = "Not asked for this long (default: ${DEFAULT-VALUE}).")
    private int days = DAYS;

    @Option(names = "--dry-run", description = "Only say which.")
    private boolean dryRun;

    @Override
    public Integer call() {
      var since = today().minusDays(days);
      if (which.uses(LocalDate.EPOCH).values().stream()
          .noneMatch(use -> !use.firstDay().isAfter(since))) {
        throw new Refusal(
            "Uses have not been counted for %d days yet.".formatted(days),
            "Nothing can be said of older clients; name fewer days: --unused-days");
      }
      var registry = which.registry();
      var texts = registry.texts();
      var retired = new TreeMap<>(texts);
      retired.keySet().removeAll(new Registry(newest).texts().keySet());
      retired.keySet().removeAll(which.uses(since).keySet());
      retired.keySet().forEach(hash -> System.out.printf("%s %s%n", hash, name(texts, hash)));
      if (!dryRun) registry.remove(retired.keySet());
      System.out.printf(
          "%d of %d documents %s%n",
          retired.size(), texts.size(), dryRun ? "would be retired" : "retired");
      return 0;
    }
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  private static String name(Map<String, String> texts, String hash) {
    var matcher = NAME.matcher(texts.getOrDefault(hash, ""));
    return matcher.find() ? matcher.group(1) : "unnamed";
  }

  private static String line(String hash, String name, DocumentUses.@Nullable Use use) {
    return use == null
        ? "%s %-40s %12s  never".formatted(hash, name, "0")
        : "%s %-40s %12d  %s".formatted(hash, name, use.requests(), use.lastDay());
  }
}
