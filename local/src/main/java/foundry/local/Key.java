package foundry.local;

import static java.time.ZoneOffset.UTC;

import foundry.local.data.Refusal;
import foundry.settings.SettingsReader;
import foundry.viewer.KeyId;
import foundry.viewer.OrgId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code foundry key}: API keys of an organization, for its own programs. */
@Command(
    name = "key",
    description = "Make, list and revoke API keys of an organization.",
    mixinStandardHelpOptions = true,
    subcommands = {Key.Create.class, Key.ListKeys.class, Key.Revoke.class})
final class Key {
  /** Whose keys, and where they are kept. */
  static final class Whose {
    @Mixin private Place place = new Place();

    @Option(
        names = "--organization",
        paramLabel = "<id>",
        description = "Whose keys (default: the oldest organization).")
    private @Nullable String organization;

    /** The services that the settings name; without such a setting, those of {@code up}. */
    KeyService service() {
      var named = SettingsReader.withDotEnv(Map.of(), place.home().dotEnv());
      if (named.optional("FOUNDRY_DATABASE_URL").isPresent()) return service(named);
      var running = place.running().settings();
      return service(SettingsReader.withDotEnv(running, place.home().dotEnv()));
    }

    private KeyService service(SettingsReader settings) {
      return KeyService.of(settings, Optional.ofNullable(organization).map(Whose::org));
    }

    private static OrgId org(String text) {
      try {
        return OrgId.parse(text);
      } catch (IllegalArgumentException e) {
        throw new Refusal("--organization %s is no id.".formatted(text), "An id is a UUID.");
      }
    }
  }

  /** {@code foundry key create}. */
  @Command(
      name = "create",
      description = "Make a key. It is shown this one time.",
      mixinStandardHelpOptions = true)
  static final class Create implements Callable<Integer> {
    @Mixin private Whose whose = new Whose();

    @Option(names = "--name", required = true, description = "What the key is for.")
    private String name = "";

    @Option(
        names = "--scopes",
        paramLabel = "<scope>",
        split = ",",
        defaultValue = "models,usage",
        description =
            "What it opens: models, usage, documents, templates (default: ${DEFAULT-VALUE}).")
    private List<String> scopes = List.of();

    @Option(
        names = "--expires",
        paramLabel = "<when>",
        description = "After so many days (30d) or on a day (2027-01-31); default: never.")
    private @Nullable String expires;

    @Override
    public Integer call() {
      var days = Optional.ofNullable(expires).map(when -> Expiry.days(when, LocalDate.now(UTC)));
      var service = whose.service();
      var made = service.create(name, scopes, days);
      System.out.println(
          """

            Key         %s
                        (%s; keep it: it is not shown again)
            Opens       %s%s

            OpenAI      OPENAI_BASE_URL=%s/v1
                        OPENAI_API_KEY=<the key>
            Anthropic   ANTHROPIC_BASE_URL=%s ANTHROPIC_API_KEY=<the key>
          """
              .formatted(
                  made.path("key").asString(),
                  made.path("name").asString(),
                  String.join(", ", scopes),
                  until(made),
                  service.url(),
                  service.url()));
      return 0;
    }
  }

  private static String scopes(JsonNode key) {
    return key.path("scopes").values().stream()
        .map(JsonNode::asString)
        .collect(Collectors.joining(", "));
  }

  private static String until(JsonNode key) {
    var expires = key.path("expires_at");
    return expires.isString() ? ", until " + expires.asString() : "";
  }

  /** {@code foundry key list}. */
  @Command(
      name = "list",
      description = "List the keys, the newest first.",
      mixinStandardHelpOptions = true)
  static final class ListKeys implements Callable<Integer> {
    @Mixin private Whose whose = new Whose();

    @Override
    public Integer call() {
      for (var key : whose.service().list()) {
        System.out.println(
            "%s  %s...  %s  (%s%s)%s"
                .formatted(
                    key.path("id").asString(),
                    key.path("prefix").asString(),
                    key.path("name").asString(),
                    scopes(key),
                    until(key),
                    key.path("revoked_at").isNull() ? "" : "  (revoked)"));
      }
      return 0;
    }
  }

  /** {@code foundry key revoke}. */
  @Command(
      name = "revoke",
      description = "Make a key open nothing any more, at once.",
      mixinStandardHelpOptions = true)
  static final class Revoke implements Callable<Integer> {
    @Mixin private Whose whose = new Whose();

    @Parameters(paramLabel = "<id>", description = "As `foundry key list` shows it.")
    private String id = "";

    @Override
    public Integer call() {
      whose.service().revoke(id(id));
      System.out.println("The key opens nothing any more.");
      return 0;
    }

    private static KeyId id(String text) {
      try {
        return KeyId.parse(text);
      } catch (IllegalArgumentException e) {
        throw new Refusal("%s is no id of a key.".formatted(text), "See: ./foundry key list");
      }
    }
  }

  private Key() {}
}
