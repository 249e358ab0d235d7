package foundry.api;

import foundry.api.storage.StorageSettings;
import foundry.postgres.Login;
import foundry.settings.SettingsReader;
import foundry.telemetry.CollectorSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Everything that can be set, read once at start. */
public record Settings(
    Environment environment,
    Http http,
    Logins logins,
    StorageSettings storage,
    Ai ai,
    Oidc oidc,
    Rates rates,
    Worker worker,
    Telemetry telemetry) {

  /** A hundred thousand a second: more is no limit. */
  private static final int RATE_MAX = 6_000_000;

  private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.\\[\\]:-]+");

  /** Dev accepts any document, introspection and plain HTTP; production does not. */
  public enum Environment {
    DEV,
    PRODUCTION
  }

  /** Where to listen, and what to serve there besides GraphQL. */
  public record Http(
      String host,
      int port,
      Optional<Path> webPath,
      Optional<Path> documentsPath,
      List<String> corsOrigins,
      Operation operation) {}

  /**
   * How the service is watched and stopped.
   *
   * @param managementPort where measurements and the state of each part are, apart from what the
   *     public sees; empty: at the same port
   * @param drain from saying that it is not ready to not serving any more
   */
  public record Operation(Optional<Integer> managementPort, Duration drain) {}

  /** As whom to log in to PostgreSQL. With an owner, the schema is brought up to date at start. */
  public record Logins(Optional<Login> owner, Login app, Login queue) {}

  /** Where ai is, and the secret by which it knows us. */
  public record Ai(URI url, String internalSecret) {
    @Override
    public String toString() {
      return url.toString();
    }
  }

  /** Whose tokens are accepted. */
  public record Oidc(URI issuer, String audience, String clientId) {}

  /** How many requests a minute a person and an organization may send; 0: no limit. */
  public record Rates(int perPerson, int perOrganization) {}

  /**
   * What those who run the service are told of what it does.
   *
   * @param slowStatement a statement that takes as long as this is a warning in the log
   */
  public record Telemetry(CollectorSettings collector, Duration slowStatement) {}

  /** Whether jobs run in this process, and how its worker is called among others. */
  public record Worker(Mode mode, String name) {
    /** Where jobs run. */
    public enum Mode {
      EMBEDDED,
      NONE
    }
  }

  /** Reads all settings; mistakes are kept by the reader. */
  public static Settings from(SettingsReader reader) {
    return new Settings(
        reader.choice("FOUNDRY_ENVIRONMENT", Environment.PRODUCTION),
        http(reader),
        logins(reader),
        storage(reader),
        ai(reader),
        new Oidc(
            reader.url("FOUNDRY_OIDC_ISSUER", "whose access tokens are accepted"),
            reader.text("FOUNDRY_OIDC_AUDIENCE", "foundry-api"),
            reader.text("FOUNDRY_OIDC_CLIENT_ID", "foundry-web")),
        new Rates(
            reader.number(
                "FOUNDRY_RATE_PERSON", Limits.REQUESTS_PER_MINUTE_PER_PERSON, 0, RATE_MAX),
            reader.number(
                "FOUNDRY_RATE_ORGANIZATION",
                Limits.REQUESTS_PER_MINUTE_PER_ORGANIZATION,
                0,
                RATE_MAX)),
        new Worker(
            reader.choice("FOUNDRY_WORKER", Worker.Mode.EMBEDDED),
            reader.text("FOUNDRY_WORKER_NAME", workerName(reader))),
        new Telemetry(
            CollectorSettings.from(reader),
            Duration.ofMillis(
                reader.number(
                    "FOUNDRY_SLOW_STATEMENT_MILLIS",
                    Limits.SLOW_STATEMENT_MILLIS_DEFAULT,
                    0,
                    60_000))));
  }

  /** Unlike that of any other worker, and the same after a container's restart. */
  private static String workerName(SettingsReader reader) {
    String machine = reader.optional("HOSTNAME").orElseGet(() -> UUID.randomUUID().toString());
    return "worker-%s-%d".formatted(machine, ProcessHandle.current().pid());
  }

  private static Http http(SettingsReader reader) {
    return new Http(
        reader.text("FOUNDRY_API_HOST", "127.0.0.1"),
        reader.number("FOUNDRY_API_PORT", 8080, 0, 65_535),
        reader.optional("FOUNDRY_WEB_PATH").map(Path::of),
        reader.optional("FOUNDRY_DOCUMENTS_PATH").map(Path::of),
        origins(reader),
        operation(reader));
  }

  private static Operation operation(SettingsReader reader) {
    var port =
        reader
            .optional("FOUNDRY_MANAGEMENT_PORT")
            .map(ignored -> reader.number("FOUNDRY_MANAGEMENT_PORT", 0, 0, 65_535));
    return new Operation(
        port, Duration.ofSeconds(reader.number("FOUNDRY_DRAIN_SECONDS", 0, 0, 300)));
  }

  /** Each as browsers write it; a wildcard would allow pages that nobody has thought of. */
  private static List<String> origins(SettingsReader reader) {
    var origins =
        reader.optional("FOUNDRY_CORS_ORIGINS").stream()
            .flatMap(list -> Stream.of(list.split("[,\\s]+", -1)))
            .filter(origin -> !origin.isEmpty())
            .toList();
    for (var origin : origins) {
      if (ORIGIN.matcher(origin).matches()) continue;
      reader.fail(
          "FOUNDRY_CORS_ORIGINS: %s (expected: origins such as https://app.example.com)"
              .formatted(origin),
          "");
    }
    return origins;
  }

  private static Logins logins(SettingsReader reader) {
    var url = reader.required("FOUNDRY_DATABASE_URL", "where PostgreSQL is: jdbc:postgresql://...");
    if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
      reader.fail("FOUNDRY_DATABASE_URL: another URL (expected: jdbc:postgresql://...)", url);
    }
    return new Logins(
        reader
            .optional("FOUNDRY_DATABASE_OWNER")
            .map(user -> new Login(url, user, reader.text("FOUNDRY_DATABASE_OWNER_PASSWORD", ""))),
        login(reader, url, "FOUNDRY_DATABASE_USER", "foundry_app"),
        login(reader, url, "FOUNDRY_QUEUE_USER", "foundry_queue"));
  }

  private static Login login(SettingsReader reader, String url, String name, String user) {
    var purpose = "how " + user + " logs in to PostgreSQL";
    return new Login(url, reader.text(name, user), reader.required(name + "_PASSWORD", purpose));
  }

  private static StorageSettings storage(SettingsReader reader) {
    var accessKey = reader.optional("FOUNDRY_STORAGE_ACCESS_KEY");
    var secretKey = reader.optional("FOUNDRY_STORAGE_SECRET_KEY");
    if (accessKey.isPresent() != secretKey.isPresent()) {
      reader.fail("FOUNDRY_STORAGE_ACCESS_KEY, _SECRET_KEY: one is not set (expected: both)", "");
    }
    return new StorageSettings(
        reader.required("FOUNDRY_STORAGE_BUCKET", "the S3 bucket of uploads"),
        reader.text("FOUNDRY_STORAGE_REGION", "us-east-1"),
        reader.optionalUrl("FOUNDRY_STORAGE_ENDPOINT"),
        reader.optionalUrl("FOUNDRY_STORAGE_PUBLIC_ENDPOINT"),
        accessKey.flatMap(key -> secretKey.map(s -> new StorageSettings.Keys(key, s))));
  }

  private static Ai ai(SettingsReader reader) {
    var secret = reader.required("FOUNDRY_INTERNAL_SECRET", "what api and ai know each other by");
    int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > 0 && bytes < 32) {
      reader.fail("FOUNDRY_INTERNAL_SECRET: %d bytes (expected: 32 or more)".formatted(bytes), "");
    }
    return new Ai(reader.url("FOUNDRY_AI_URL", "where the AI service is"), secret);
  }
}
