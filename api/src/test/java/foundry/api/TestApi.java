package foundry.api;

import foundry.api.database.Migrations;
import foundry.api.storage.S3;
import foundry.http.Json;
import foundry.http.RunningService;
import foundry.postgres.Login;
import foundry.settings.SettingsReader;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The whole API over real HTTP, PostgreSQL and S3, and an issuer whose tokens it accepts. */
public final class TestApi {
  public static final TestIssuer ISSUER = new TestIssuer();
  public static final S3 STORAGE = new S3();
  public static final EmbeddedPostgres POSTGRES = postgres();
  public static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Vertx VERTX = Vertx.vertx();
  private static final RunningService API = start(Map.of());

  private TestApi() {}

  private static EmbeddedPostgres postgres() {
    try {
      var postgres = EmbeddedPostgres.start();
      createDatabase(postgres);
      new Migrations(owner(postgres)).run(app(postgres), queue(postgres));
      return postgres;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Owned, as in the product, by a role that is no superuser: row security binds its functions. */
  private static void createDatabase(EmbeddedPostgres postgres) {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create role foundry_owner login createrole password 'owner-password'");
      statement.execute("create database foundry owner foundry_owner");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String url(EmbeddedPostgres postgres) {
    return "jdbc:postgresql://localhost:%d/foundry".formatted(postgres.getPort());
  }

  private static Login owner(EmbeddedPostgres postgres) {
    return new Login(url(postgres), "foundry_owner", "owner-password");
  }

  private static Login app(EmbeddedPostgres postgres) {
    return new Login(url(postgres), "foundry_app", "app-password");
  }

  private static Login queue(EmbeddedPostgres postgres) {
    return new Login(url(postgres), "foundry_queue", "queue-password");
  }

  public static Login app() {
    return app(POSTGRES);
  }

  public static Login owner() {
    return owner(POSTGRES);
  }

  public static Login superuser() {
    return new Login(url(POSTGRES), "postgres", "");
  }

  /** Another one beside the shared one, with other settings. */
  public static RunningService start(Map<String, String> overrides) {
    var values = new HashMap<String, String>();
    values.put("FOUNDRY_ENVIRONMENT", "dev");
    values.put("FOUNDRY_API_PORT", "0");
    values.put("FOUNDRY_DATABASE_URL", url(POSTGRES));
    values.put("FOUNDRY_DATABASE_USER_PASSWORD", "app-password");
    values.put("FOUNDRY_QUEUE_USER_PASSWORD", "queue-password");
    values.put("FOUNDRY_STORAGE_BUCKET", "uploads");
    values.put("FOUNDRY_STORAGE_ENDPOINT", STORAGE.endpoint().toString());
    values.put("FOUNDRY_STORAGE_ACCESS_KEY", "key");
    values.put("FOUNDRY_STORAGE_SECRET_KEY", "secret");
    values.put("FOUNDRY_AI_URL", "http://127.0.0.1:1");
    values.put("FOUNDRY_INTERNAL_SECRET", "an internal secret of 32 bytes or more");
    values.put("FOUNDRY_OIDC_ISSUER", ISSUER.url().toString());
    values.put("FOUNDRY_WORKER", "none");
    values.putAll(overrides);
    var reader = SettingsReader.only(values);
    var settings = Settings.from(reader);
    reader.check();
    return Main.start(VERTX, settings);
  }

  public static URI url(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(API.port(), path));
  }

  /** Runs SQL as the superuser, whom no policy binds. */
  public static void sql(String statement, Object... values) {
    try (var connection = DriverManager.getConnection(url(POSTGRES), "postgres", "");
        var prepared = connection.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) prepared.setObject(i + 1, values[i]);
      prepared.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of the first row. */
  public static String value(String statement, Object... values) {
    try (var connection = DriverManager.getConnection(url(POSTGRES), "postgres", "");
        var prepared = connection.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) prepared.setObject(i + 1, values[i]);
      try (var rows = prepared.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many statements have been run so far. */
  public static int statements() {
    var metrics = send(HttpRequest.newBuilder(url("/metrics"))).body();
    return metrics
        .lines()
        .filter(line -> line.startsWith("foundry_sql_statements_total"))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** A new organization without people. */
  public static UUID organization(String name) {
    var id = UUID.fromString(value("select uuidv7()"));
    sql("insert into app.organization (id, name) values (?, ?)", id, name);
    return id;
  }

  /** A person who has signed in once; without membership. */
  public static Person person(String name) {
    var person = new Person(name + "-" + UUID.randomUUID().toString().substring(0, 8));
    person.query("{ viewer { id } }");
    return person;
  }

  /** A new person who belongs to the organization. */
  public static Person member(UUID organization, String name, String role) {
    var person = person(name);
    person.join(organization, role);
    return person;
  }

  /** Asks again and again until it is so. */
  public static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + 15_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) throw new AssertionError("it did not happen within 15 s");
      LockSupport.parkNanos(10_000_000);
    }
  }

  /** Somebody who talks to the API. */
  public record Person(String subject) {
    public String token() {
      return ISSUER.token(subject);
    }

    public UUID id() {
      return UUID.fromString(value("select id from app.user where subject = ?", subject));
    }

    public void join(UUID organization, String role) {
      sql(
          "insert into app.membership (org_id, user_id, role) values (?, ?, ?::app.role)",
          organization,
          id(),
          role);
    }

    public Reply query(String document) {
      return query(document, Map.of());
    }

    public Reply query(String document, Map<String, ?> variables) {
      return query(token(), document, variables);
    }

    /**
     * By a token that says other things of them. Every answer is held to what the schema promises.
     */
    public static Reply query(String token, String document, Map<String, ?> variables) {
      var reply = reply(token, document, variables);
      Promises.check(document, reply.json());
      return reply;
    }

    private static Reply reply(String token, String document, Map<String, ?> variables) {
      var body = Map.of("query", document, "variables", variables);
      return new Reply(
          send(
              HttpRequest.newBuilder(url("/query"))
                  .header("authorization", "Bearer " + token)
                  .header("content-type", "application/json")
                  .header("accept", "application/graphql-response+json")
                  .POST(BodyPublishers.ofString(Json.text(body)))));
    }
  }

  public static java.net.http.HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
