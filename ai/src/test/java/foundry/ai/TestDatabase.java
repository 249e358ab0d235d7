package foundry.ai;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A PostgreSQL server that all tests share; every test has its own organization. */
public final class TestDatabase {
  private static final EmbeddedPostgres POSTGRES = start();

  static final String URL = "jdbc:postgresql://localhost:%d/postgres".formatted(POSTGRES.getPort());

  /** What the service has to be told. */
  public static final Map<String, String> SETTINGS =
      Map.of(
          "FOUNDRY_DATABASE_URL", URL,
          "FOUNDRY_DATABASE_OWNER", "postgres",
          "FOUNDRY_AI_DATABASE_USER_PASSWORD", "ai-password");

  private TestDatabase() {}

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs SQL as the owner of the database, whom no policy binds. */
  public static void sql(String statement, Object... values) {
    try (var connection = DriverManager.getConnection(URL, "postgres", "");
        var prepared = connection.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) prepared.setObject(i + 1, values[i]);
      prepared.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of all rows, as the owner sees them. */
  public static List<String> column(String statement, Object... values) {
    try (var connection = DriverManager.getConnection(URL, "postgres", "");
        var prepared = connection.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) prepared.setObject(i + 1, values[i]);
      var column = new ArrayList<String>();
      try (var rows = prepared.executeQuery()) {
        while (rows.next()) column.add(String.valueOf(rows.getString(1)));
      }
      return column;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
