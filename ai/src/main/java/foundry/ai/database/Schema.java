package foundry.ai.database;

import foundry.postgres.Login;
import foundry.postgres.Migration;
import foundry.postgres.SchemaMigrations;
import foundry.postgres.ServingRole;
import java.util.List;

/** The tables of this service, in a schema of its own beside api's. */
public final class Schema {
  private static final String NAME = "ai";

  private Schema() {}

  /**
   * Brings the schema up to date and lets the serving role log in. Safe to repeat. Throws if the
   * database holds a schema that this version does not know, or half of one.
   */
  public static void migrate(Login owner, Login serving) {
    schema(owner).run(List.of(serving));
  }

  /** Every migration that this version or the database knows. Changes nothing. */
  public static List<Migration> list(Login owner) {
    return schema(owner).list();
  }

  private static SchemaMigrations schema(Login owner) {
    return new SchemaMigrations(owner, "foundry/ai/migration", "ai_migrations");
  }

  /** Throws if the role could see rows of every organization. */
  public static void requireBound(Login serving) {
    ServingRole.requireBound(serving, "FOUNDRY_AI_DATABASE_USER", List.of(NAME));
  }
}
