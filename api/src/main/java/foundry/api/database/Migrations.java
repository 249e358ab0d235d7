package foundry.api.database;

import foundry.api.database.Database.Login;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema up to date as the role that owns it, then lets the two serving roles log in.
 * Several replicas may start at once: Flyway's lock lets one migrate while the others wait.
 */
public final class Migrations {
  private final Login owner;

  public Migrations(Login owner) {
    this.owner = owner;
  }

  /** Safe to repeat. Throws if the database holds a schema that this version does not know. */
  public void run(Login app, Login queue) {
    Flyway.configure()
        .dataSource(owner.url(), owner.user(), owner.password())
        .locations("classpath:db/migration")
        .defaultSchema("migrations")
        .createSchemas(true)
        .validateMigrationNaming(true)
        .load()
        .migrate();
    allowLogin(app);
    allowLogin(queue);
  }

  private void allowLogin(Login login) {
    try (Connection connection =
            DriverManager.getConnection(owner.url(), owner.user(), owner.password());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "alter role %s login password %s"
              .formatted(
                  statement.enquoteIdentifier(login.user(), true),
                  statement.enquoteLiteral(login.password())));
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }
}
