package foundry.ai.database;

import foundry.postgres.Login;
import foundry.postgres.SchemaMigrations;
import foundry.postgres.ServingRole;
import java.util.List;

/** The tables of this service, in a schema of its own beside api's. */
public final class Schema {
  private static final String NAME = "ai";

  private Schema() {}

  /**
   * Brings the schema up to date and lets the serving role log in. Safe to repeat. Throws if the
   * database holds a schema that this version does not know.
   */
  public static void migrate(Login owner, Login serving) {
    new SchemaMigrations(owner, "foundry/ai/migration", "ai_migrations").run(List.of(serving));
  }

  /** Throws if the role could see rows of every organization. */
  public static void requireBound(Login serving) {
    ServingRole.requireBound(serving, "FOUNDRY_AI_DATABASE_USER", List.of(NAME));
  }
}
