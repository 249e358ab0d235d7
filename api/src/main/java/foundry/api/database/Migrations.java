package foundry.api.database;

import foundry.postgres.DatabaseUnavailable;
import foundry.postgres.Login;
import foundry.postgres.Migration;
import foundry.postgres.SchemaCheck;
import foundry.postgres.SchemaMigrations;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;

/** Brings the schemas of api up to date as the role that owns them; lets its two roles log in. */
public final class Migrations {
  private static final String UNREADABLE =
      "the history cannot be read (expected: readable, as `foundry migrate` makes it)";

  private final SchemaMigrations schema;

  public Migrations(Login owner) {
    this.schema = new SchemaMigrations(owner, "db/migration", "migrations");
  }

  /**
   * Safe to repeat. Throws if the database holds a schema that this version does not know, or half
   * of one.
   */
  public void run(Login app, Login queue) {
    schema.run(List.of(app, queue));
  }

  /** Every migration that this version or the database knows. Changes nothing. */
  public List<Migration> list() {
    return schema.list();
  }

  /** What a serving role finds out. */
  public static final class Check {
    private final SchemaCheck check;
    private final Database database;

    public Check(Login app, Database database) {
      this.check = new Migrations(app).schema.check(app);
      this.database = database;
    }

    /** Why this version cannot serve the database as it is now; empty if it can. */
    public Optional<String> problem() {
      try {
        return database.asNobody(check::problem);
      } catch (DatabaseUnavailable | FlywayException e) {
        return Optional.of(UNREADABLE);
      }
    }

    /** Throws for what waiting does not mend; a migration may still be under way elsewhere. */
    public void requireSound() {
      try {
        database.asNobody(
            connection -> {
              check.requireSound(connection);
              return true;
            });
      } catch (DatabaseUnavailable | FlywayException e) {
        // Not ready, and says so where it is asked: whoever migrates may not have come yet.
      }
    }
  }
}
