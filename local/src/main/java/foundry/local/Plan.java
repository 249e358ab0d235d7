package foundry.local;

import foundry.local.data.DataFolder;
import foundry.local.data.Ports;
import foundry.local.data.Secrets;
import foundry.local.oidc.Issuer;
import foundry.local.postgres.Postgres;
import foundry.local.storage.ObjectStorage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that is decided before anything starts: where each part listens, where it keeps its
 * data, and by which secrets they know each other.
 */
record Plan(Home home, DataFolder data, Ports ports, String host) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int VITE_PORT = 5173;

  Secrets secrets() {
    return new Secrets(data.secrets());
  }

  /** Where people open the product. */
  String url() {
    return "http://%s:%d".formatted(host.equals("0.0.0.0") ? LOOPBACK : host, ports.api());
  }

  private List<String> origins() {
    var own = List.of(url(), origin(LOOPBACK, ports.api()), origin("localhost", ports.api()));
    var vite = List.of(origin(LOOPBACK, VITE_PORT), origin("localhost", VITE_PORT));
    return java.util.stream.Stream.of(own, vite).flatMap(List::stream).distinct().toList();
  }

  private static String origin(String host, int port) {
    return "http://%s:%d".formatted(host, port);
  }

  Postgres.Place postgres() {
    secrets().random("postgres");
    return new Postgres.Place(
        data.postgres(),
        home.cache(),
        data.logs().resolve("postgres.log"),
        ports.postgres(),
        secrets().file("postgres"));
  }

  String ownerPassword() {
    return secrets().random("postgres-owner");
  }

  ObjectStorage.Settings storage() {
    return new ObjectStorage.Settings(
        data.objects(), ports.storage(), "foundry", secrets().random("storage"), origins());
  }

  Issuer.Settings issuer() {
    return new Issuer.Settings(
        LOOPBACK, ports.signIn(), origins(), secrets(), java.time.Clock.systemUTC());
  }

  /** What api and ai are told, under the names they are told it by in the cloud. */
  Map<String, String> settings() {
    var settings = new HashMap<String, String>();
    settings.put("FOUNDRY_ENVIRONMENT", "dev");
    settings.put("FOUNDRY_INTERNAL_SECRET", secrets().random("internal"));
    settings.put("FOUNDRY_WORKER_NAME", "local");
    putApi(settings);
    putAi(settings);
    putDatabase(settings);
    putStorage(settings);
    putSignIn(settings);
    return settings;
  }

  private void putApi(Map<String, String> settings) {
    settings.put("FOUNDRY_API_HOST", host);
    settings.put("FOUNDRY_API_PORT", String.valueOf(ports.api()));
    home.web().ifPresent(path -> settings.put("FOUNDRY_WEB_PATH", path.toString()));
    home.documents().ifPresent(path -> settings.put("FOUNDRY_DOCUMENTS_PATH", path.toString()));
  }

  private void putAi(Map<String, String> settings) {
    settings.put("FOUNDRY_AI_HOST", LOOPBACK);
    settings.put("FOUNDRY_AI_PORT", String.valueOf(ports.ai()));
    settings.put("FOUNDRY_AI_URL", origin(LOOPBACK, ports.ai()));
    settings.put("FOUNDRY_AI_INDEX_PATH", data.index().toString());
    settings.put("FOUNDRY_AI_USAGE_PATH", data.usage().toString());
  }

  private void putDatabase(Map<String, String> settings) {
    settings.put(
        "FOUNDRY_DATABASE_URL",
        "jdbc:postgresql://%s:%d/%s".formatted(LOOPBACK, ports.postgres(), Postgres.DATABASE));
    settings.put("FOUNDRY_DATABASE_OWNER", Postgres.OWNER);
    settings.put("FOUNDRY_DATABASE_OWNER_PASSWORD", ownerPassword());
    settings.put("FOUNDRY_DATABASE_USER", "foundry_app");
    settings.put("FOUNDRY_DATABASE_USER_PASSWORD", secrets().random("postgres-app"));
    settings.put("FOUNDRY_AI_DATABASE_USER", "foundry_ai");
    settings.put("FOUNDRY_AI_DATABASE_USER_PASSWORD", secrets().random("postgres-ai"));
    settings.put("FOUNDRY_QUEUE_USER", "foundry_queue");
    settings.put("FOUNDRY_QUEUE_USER_PASSWORD", secrets().random("postgres-queue"));
  }

  private void putStorage(Map<String, String> settings) {
    settings.put("FOUNDRY_STORAGE_ENDPOINT", origin(LOOPBACK, ports.storage()));
    settings.put("FOUNDRY_STORAGE_BUCKET", ObjectStorage.BUCKET);
    settings.put("FOUNDRY_STORAGE_REGION", ObjectStorage.REGION);
    settings.put("FOUNDRY_STORAGE_ACCESS_KEY", storage().accessKey());
    settings.put("FOUNDRY_STORAGE_SECRET_KEY", storage().secretKey());
  }

  private void putSignIn(Map<String, String> settings) {
    settings.put("FOUNDRY_OIDC_ISSUER", origin(LOOPBACK, ports.signIn()));
    settings.put("FOUNDRY_OIDC_AUDIENCE", Issuer.AUDIENCE);
    settings.put("FOUNDRY_OIDC_CLIENT_ID", Issuer.CLIENT_ID);
  }
}
