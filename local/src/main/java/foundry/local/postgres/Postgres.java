package foundry.local.postgres;

import foundry.local.data.Ports;
import foundry.local.data.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * A running PostgreSQL server with an empty or kept database {@code foundry}, owned by {@code
 * foundry_owner}, who is no superuser: the same rights as on a managed server.
 *
 * <p>Closing stops the server in an orderly way. If this process is killed instead, the server
 * lives on; the next start stops it first and loses nothing that was committed.
 */
public final class Postgres implements AutoCloseable {
  public static final String SUPERUSER = "postgres";
  public static final String OWNER = "foundry_owner";
  public static final String DATABASE = "foundry";

  /** A server's log is only for the hour after something went wrong. */
  private static final long LOG_BYTES_MAX = 5L << 20;

  /**
   * Where things are. {@code folder} keeps the data, {@code cache} the unpacked programs, which any
   * number of servers may share; {@code passwordFile} holds the superuser's password.
   */
  public record Place(Path folder, Path cache, Path log, int port, Path passwordFile) {}

  private final Cluster cluster;
  private final Place place;

  private Postgres(Cluster cluster, Place place) {
    this.cluster = cluster;
    this.place = place;
  }

  /** Throws {@link Refusal} if the server cannot run here. */
  public static Postgres start(Place place, String ownerPassword) {
    var programs = new Programs(Binaries.unpack(place.cache()));
    var cluster = Cluster.open(programs, place.folder(), place.passwordFile());
    cluster.stopOrphan();
    Ports.checkFree("PostgreSQL", "127.0.0.1", place.port());
    cluster.configure(place.port());
    startLogAnew(place.log());
    var started = cluster.start(place.log());
    if (!started.isSuccess()) throw failed(place, started.output());
    var postgres = new Postgres(cluster, place);
    postgres.prepare(ownerPassword);
    return postgres;
  }

  private static void startLogAnew(Path log) {
    try {
      if (!Files.exists(log) || Files.size(log) < LOG_BYTES_MAX) return;
      Path former = log.resolveSibling(log.getFileName() + ".1");
      Files.move(log, former, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Refusal failed(Place place, String output) {
    return new Refusal(
        "PostgreSQL did not start on port %d:\n%s\n%s"
            .formatted(place.port(), output, tail(place.log())),
        "The whole log is in %s".formatted(place.log()));
  }

  private static String tail(Path log) {
    try {
      var lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    } catch (IOException e) {
      return "";
    }
  }

  private void prepare(String ownerPassword) {
    try (var connection = superuser(SUPERUSER)) {
      if (!exists(connection, "select 1 from pg_roles where rolname = '%s'".formatted(OWNER))) {
        execute(connection, "create role %s login createrole".formatted(OWNER));
      }
      execute(connection, "alter role %s password '%s'".formatted(OWNER, quoted(ownerPassword)));
      if (!exists(
          connection, "select 1 from pg_database where datname = '%s'".formatted(DATABASE))) {
        execute(connection, "create database %s owner %s".formatted(DATABASE, OWNER));
      }
    } catch (SQLException e) {
      cluster.stop();
      throw new Refusal(
          "PostgreSQL runs but does not let us in (%s).".formatted(e.getMessage()),
          "Was %s lost or replaced? The database in %s needs the one it was made with."
              .formatted(place.passwordFile(), cluster.folder()),
          e);
    }
  }

  private static String quoted(String text) {
    return text.replace("'", "''");
  }

  private static boolean exists(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  private static void execute(Connection connection, String command) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  /** A connection to {@link #DATABASE} that may do anything; for set-up and seeds only. */
  public Connection superuser() throws SQLException {
    return superuser(DATABASE);
  }

  private Connection superuser(String database) throws SQLException {
    var login = new Properties();
    login.put("user", SUPERUSER);
    login.put("password", read(place.passwordFile()));
    return DriverManager.getConnection(url(database), login);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JDBC URL of the database. */
  public String url() {
    return url(DATABASE);
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(place.port(), database);
  }

  @Override
  public void close() {
    cluster.stop();
  }
}
