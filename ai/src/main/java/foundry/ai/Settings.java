package foundry.ai;

import foundry.ai.catalogue.Catalogue;
import foundry.ai.catalogue.CatalogueFile;
import foundry.ai.prepare.ImageHosts;
import foundry.ai.provider.anthropic.Anthropic;
import foundry.ai.provider.azure.AzureSettings;
import foundry.ai.provider.bedrock.BedrockSettings;
import foundry.ai.provider.cohere.Cohere;
import foundry.ai.provider.gemini.Gemini;
import foundry.ai.provider.mistral.Mistral;
import foundry.ai.provider.openai.CompatibleServersSettings;
import foundry.ai.provider.openai.OpenAi.Api;
import foundry.ai.provider.upstream.VendorSettings;
import foundry.ai.route.RouteTable;
import foundry.ai.route.RoutesFile;
import foundry.ai.telemetry.TelemetrySettings;
import foundry.postgres.Login;
import foundry.settings.SettingsReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the service is started with.
 *
 * @param internalSecret shared with api, signs who is asking
 * @param usagePath what calls used, until it is in the database; of this replica alone
 * @param openAi a server that speaks the OpenAI dialect; empty: only the local model answers
 * @param model answers where a call names none; begins with its provider's name or is OpenAI's
 * @param routes names that stand for several models
 * @param compatible further servers that speak the OpenAI dialect, each by a name of its own
 * @param openAiApi how OpenAI is asked for answers
 * @param imageHosts where images of prompts may be
 * @param catalogue another one than that built in
 */
public record Settings(
    String host,
    int port,
    String internalSecret,
    Path indexPath,
    Path usagePath,
    Logins logins,
    Timeouts timeouts,
    Optional<String> model,
    Optional<OpenAi> openAi,
    Optional<VendorSettings> anthropic,
    Optional<VendorSettings> gemini,
    Optional<BedrockSettings> bedrock,
    Optional<AzureSettings> azure,
    Optional<VendorSettings> mistral,
    Optional<VendorSettings> cohere,
    CompatibleServersSettings compatible,
    Api openAiApi,
    RouteTable routes,
    Optional<Catalogue> catalogue,
    ImageHosts imageHosts,
    TelemetrySettings telemetry) {
  private static final String OPENAI_URL = "https://api.openai.com/v1";

  /** Answers at OpenAI itself where no model is named; other servers are asked for theirs. */
  private static final String OPENAI_MODEL = "gpt-4.1-mini";

  private static final String LOCAL_MODEL = "local/extractive";

  private static final int SECRET_BYTES_MIN = 32;

  /** As whom to log in to PostgreSQL. With an owner, the schema is brought up to date at start. */
  public record Logins(Optional<Login> owner, Login serving) {}

  /**
   * @param apiKey empty for servers that want none
   * @param model answers where a call names none; empty: the first the server lists
   */
  public record OpenAi(
      URI baseUrl, Optional<String> apiKey, Optional<String> model, Timeouts timeouts) {
    @Override
    public String toString() {
      return "OpenAi[baseUrl=%s, model=%s, timeouts=%s]".formatted(baseUrl, model, timeouts);
    }
  }

  /**
   * How long a provider may be silent.
   *
   * @param firstByteMillis from the request to the first event of the answer
   * @param totalMillis the whole answer, retries included
   */
  public record Timeouts(
      int connectMillis, int firstByteMillis, int betweenChunksMillis, int totalMillis) {
    public static final Timeouts DEFAULT = new Timeouts(5_000, 60_000, 30_000, 300_000);

    /** Of each phase the shorter one. */
    public Timeouts shortest(Timeouts other) {
      if (equals(other)) return this;
      return new Timeouts(
          Math.min(connectMillis, other.connectMillis),
          Math.min(firstByteMillis, other.firstByteMillis),
          Math.min(betweenChunksMillis, other.betweenChunksMillis),
          Math.min(totalMillis, other.totalMillis));
    }
  }

  /** Reads and checks; the reader keeps the errors until its {@code check()}. */
  public static Settings from(SettingsReader reader) {
    var timeouts = timeouts(reader);
    var anthropic = Anthropic.settings(reader, timeouts);
    var gemini = Gemini.settings(reader, timeouts);
    var bedrock = BedrockSettings.from(reader, timeouts);
    var azure = AzureSettings.from(reader, timeouts);
    var mistral = Mistral.settings(reader, timeouts);
    var cohere = Cohere.settings(reader, timeouts);
    var compatible = CompatibleServersSettings.from(reader, timeouts);
    var others = new ArrayList<String>();
    anthropic.ifPresent(set -> others.add("anthropic/"));
    gemini.ifPresent(set -> others.add("gemini/"));
    bedrock.ifPresent(set -> others.add("bedrock/"));
    azure.ifPresent(set -> others.add("azure/"));
    mistral.ifPresent(set -> others.add("mistral/"));
    cohere.ifPresent(set -> others.add("cohere/"));
    compatible.byName().keySet().forEach(name -> others.add(name + "/"));
    return new Settings(
        reader.text("FOUNDRY_AI_HOST", "127.0.0.1"),
        reader.number("FOUNDRY_AI_PORT", 8081, 0, 65_535),
        secret(reader),
        Path.of(reader.required("FOUNDRY_AI_INDEX_PATH", "the folder that holds the index")),
        Path.of(
            reader.required(
                "FOUNDRY_AI_USAGE_PATH", "the folder of usage on its way to the database")),
        logins(reader),
        timeouts,
        model(reader, others),
        openAi(reader, timeouts, others),
        anthropic,
        gemini,
        bedrock,
        azure,
        mistral,
        cohere,
        compatible,
        reader.choice("OPENAI_API", Api.CHAT),
        routes(reader, timeouts),
        catalogue(reader),
        new ImageHosts(reader.flag("FOUNDRY_IMAGE_HOSTS_PRIVATE", false)),
        TelemetrySettings.from(reader));
  }

  /** All that are named here, as callers name them. */
  public Set<String> models() {
    var names = new HashSet<>(routes.models());
    model.ifPresent(names::add);
    openAi.flatMap(OpenAi::model).ifPresent(name -> names.add("openai/" + name));
    azure.stream()
        .flatMap(
            set -> Stream.concat(set.deployments().stream(), set.embeddingDeployments().stream()))
        .forEach(name -> names.add("azure/" + name));
    return names;
  }

  private static RouteTable routes(SettingsReader reader, Timeouts timeouts) {
    var path = reader.optional("FOUNDRY_ROUTES_PATH").map(Path::of);
    if (path.isEmpty()) return RouteTable.NONE;
    return RoutesFile.read(path.get(), timeouts, error -> reader.fail(error, error));
  }

  private static Optional<Catalogue> catalogue(SettingsReader reader) {
    String name = "FOUNDRY_MODELS_PATH";
    var path = reader.optional(name).map(Path::of);
    try {
      return path.map(CatalogueFile::at);
    } catch (CatalogueFile.Unreadable e) {
      return reader.fail(
          "%s: %s: %s (expected: a catalogue, see docs/models.md)"
              .formatted(name, path.get(), e.getMessage()),
          Optional.empty());
    }
  }

  /**
   * @param others beginnings of models that are set up beside OpenAI's
   */
  private static Optional<String> model(SettingsReader reader, List<String> others) {
    var model = reader.optional("FOUNDRY_MODEL");
    String name = model.orElse("");
    if (name.startsWith("local/")) {
      if (name.equals(LOCAL_MODEL)) return model;
      return reader.fail(
          "FOUNDRY_MODEL: %s (expected: %s, the one that local has)".formatted(name, LOCAL_MODEL),
          model);
    }
    boolean openAi = Stream.of("OPENAI_API_KEY", "OPENAI_BASE_URL").anyMatch(isSet(reader));
    if (model.isEmpty() || openAi || others.stream().anyMatch(name::startsWith)) return model;
    String expected = String.join("..., ", others) + (others.isEmpty() ? "" : "..., ");
    return reader.fail(
        "FOUNDRY_MODEL: %s (expected: a model of one that is set up: %slocal/...)"
            .formatted(name, expected),
        model);
  }

  private static Predicate<String> isSet(SettingsReader reader) {
    return name -> reader.optional(name).isPresent();
  }

  private static Logins logins(SettingsReader reader) {
    var url = reader.required("FOUNDRY_DATABASE_URL", "where PostgreSQL is: jdbc:postgresql://...");
    if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
      reader.fail("FOUNDRY_DATABASE_URL: another URL (expected: jdbc:postgresql://...)", url);
    }
    var owner = reader.optional("FOUNDRY_DATABASE_OWNER");
    String user = reader.text("FOUNDRY_AI_DATABASE_USER", "foundry_ai");
    return new Logins(
        owner.map(name -> new Login(url, name, reader.text("FOUNDRY_DATABASE_OWNER_PASSWORD", ""))),
        new Login(
            url,
            user,
            reader.required(
                "FOUNDRY_AI_DATABASE_USER_PASSWORD", "how " + user + " logs in to PostgreSQL")));
  }

  private static String secret(SettingsReader reader) {
    String name = "FOUNDRY_INTERNAL_SECRET";
    String secret = reader.required(name, "shared with api, at least 32 bytes");
    int length = secret.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length >= SECRET_BYTES_MIN) return secret;
    return reader.fail("%s: %d bytes (expected: at least 32)".formatted(name, length), secret);
  }

  /**
   * @param others beginnings of models that other providers answer for; a server that passes them
   *     on may have models of such names too
   */
  private static Optional<OpenAi> openAi(
      SettingsReader reader, Timeouts timeouts, List<String> others) {
    Optional<String> apiKey = reader.key("OPENAI_API_KEY");
    Optional<URI> baseUrl = reader.optionalUrl("OPENAI_BASE_URL");
    Optional<String> model = reader.optional("FOUNDRY_MODEL");
    if (apiKey.isEmpty() && baseUrl.isEmpty()) return Optional.empty();
    if (model.filter(name -> name.startsWith("local/")).isPresent()) return Optional.empty();
    model = model.map(name -> name.startsWith("openai/") ? name.substring(7) : name);
    if (others.stream().anyMatch(model.orElse("")::startsWith)) model = Optional.empty();
    if (baseUrl.isEmpty()) model = model.or(() -> Optional.of(OPENAI_MODEL));
    return Optional.of(new OpenAi(baseUrl.orElse(URI.create(OPENAI_URL)), apiKey, model, timeouts));
  }

  private static Timeouts timeouts(SettingsReader reader) {
    var standard = Timeouts.DEFAULT;
    return new Timeouts(
        millis(reader, "FOUNDRY_MODEL_CONNECT_MILLIS", standard.connectMillis()),
        millis(reader, "FOUNDRY_MODEL_FIRST_BYTE_MILLIS", standard.firstByteMillis()),
        millis(reader, "FOUNDRY_MODEL_BETWEEN_CHUNKS_MILLIS", standard.betweenChunksMillis()),
        millis(reader, "FOUNDRY_MODEL_TOTAL_MILLIS", standard.totalMillis()));
  }

  private static int millis(SettingsReader reader, String name, int standard) {
    return reader.number(name, standard, 1, Limits.DEADLINE_MILLIS_MAX);
  }

  @Override
  public String toString() {
    return "Settings[host=%s, port=%d, indexPath=%s, openAi=%s, anthropic=%s, gemini=%s, bedrock=%s]"
        .formatted(host, port, indexPath, openAi, anthropic, gemini, bedrock);
  }
}
