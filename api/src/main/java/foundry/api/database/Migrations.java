package foundry.api.database;

import foundry.postgres.Login;
import foundry.postgres.SchemaMigrations;
import java.util.List;

/** Brings the schemas of api up to date as the role that owns them; lets its two roles log in. */
public final class Migrations {
  private final SchemaMigrations schema;

  public Migrations(Login owner) {
    this.schema = new SchemaMigrations(owner, "db/migration", "migrations");
  }

  /** Safe to repeat. Throws if the database holds a schema that this version does not know. */
  public void run(Login app, Login queue) {
    schema.run(List.of(app, queue));
  }
}
