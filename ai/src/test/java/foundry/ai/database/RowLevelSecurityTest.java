package foundry.ai.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.ai.TestDatabase;
import foundry.postgres.DatabaseUnavailable;
import foundry.postgres.Login;
import foundry.viewer.OrgId;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** PostgreSQL itself keeps organizations apart, whatever statements forget. */
final class RowLevelSecurityTest {
  /** Tables that no organization owns, each with its reason. None so far. */
  private static final Set<String> OF_NOBODY = Set.of("retry_window");

  private static final String ADD =
      """
      insert into ai.api_key (org_id, user_id, name, prefix, hash, scopes)
      values (?, ?, 'a key', 'fk_1234', decode(replace(gen_random_uuid()::text
        || gen_random_uuid()::text, '-', ''), 'hex'), '{}')
      """;

  private static final String URL = TestDatabase.SETTINGS.get("FOUNDRY_DATABASE_URL");
  private static final Login OWNER = new Login(URL, "postgres", "");
  private static final Login SERVING = new Login(URL, "foundry_ai", "ai-password");

  private static Database database;

  private final OrgId mine = new OrgId(UUID.randomUUID());
  private final OrgId theirs = new OrgId(UUID.randomUUID());

  @BeforeAll
  static void open() {
    Schema.migrate(OWNER, SERVING);
    database = Database.open(SERVING);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static void add(OrgId as, OrgId org) {
    database.in(as, sql -> sql.run(ADD, org.value(), UUID.randomUUID()));
  }

  private static long keys(Transaction sql) throws SQLException {
    return sql.first("select count(*) from ai.api_key", row -> row.getLong(1)).orElseThrow();
  }

  @Test
  void every_table_of_the_schema_is_under_forced_row_level_security_by_organization() {
    var tables =
        TestDatabase.column(
            "select relname from pg_class where relnamespace = 'ai'::regnamespace and relkind in ('r', 'p')");
    assertThat(tables).contains("usage", "api_key");
    for (String table : tables) {
      if (OF_NOBODY.contains(table)) continue;
      assertThat(forced(table)).as("ai.%s is forced", table).containsExactly("t");
      assertThat(policies(table))
          .as("ai.%s: what binds foundry_ai names org_id and ai.org_id()", table)
          .isNotEmpty()
          .allMatch(policy -> policy.contains("org_id =") && policy.contains("ai.org_id()"));
    }
  }

  private static List<String> forced(String table) {
    return TestDatabase.column(
        """
        select relrowsecurity and relforcerowsecurity from pg_class
        where relname = ? and relnamespace = 'ai'::regnamespace
        """,
        table);
  }

  private static List<String> policies(String table) {
    return TestDatabase.column(
        """
        select coalesce(qual, with_check) from pg_policies
        where schemaname = 'ai' and tablename = ? and 'foundry_ai' = any (roles)
        """,
        table);
  }

  @Test
  void an_organization_sees_its_own_rows_only() {
    add(mine, mine);
    add(theirs, theirs);
    assertThat(database.<Long>read(mine, RowLevelSecurityTest::keys)).isEqualTo(1);
    var orgs =
        database.read(
            mine, sql -> sql.rows("select org_id from ai.api_key", row -> row.getString(1)));
    assertThat(orgs).containsExactly(mine.toString());
  }

  @Test
  void nobody_sees_nothing() {
    add(mine, mine);
    assertThat(database.<Long>asNobody(RowLevelSecurityTest::keys)).isZero();
  }

  @Test
  void an_organization_cannot_write_for_another() {
    assertThatThrownBy(() -> add(mine, theirs)).isInstanceOf(DatabaseUnavailable.class);
    assertThat(database.<Long>read(theirs, RowLevelSecurityTest::keys)).isZero();
  }

  @Test
  void who_one_was_is_forgotten_with_the_transaction() {
    add(mine, mine);
    for (int i = 0; i < 20; i++) {
      assertThat(database.<Long>asNobody(RowLevelSecurityTest::keys)).isZero();
    }
  }

  @Test
  void a_role_that_policies_do_not_bind_is_refused() {
    Schema.requireBound(SERVING);
    assertThatThrownBy(() -> Schema.requireBound(OWNER))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("FOUNDRY_AI_DATABASE_USER: postgres: is a superuser");
  }

  @Test
  void an_event_loop_is_not_let_in() {
    var vertx = Vertx.vertx();
    var refused = new CompletableFuture<Throwable>();
    vertx.runOnContext(
        ignored -> {
          try {
            database.read(mine, RowLevelSecurityTest::keys);
            refused.complete(new AssertionError("it was let in"));
          } catch (RuntimeException e) {
            refused.complete(e);
          }
        });
    assertThat(refused.join()).isInstanceOf(IllegalStateException.class);
    vertx.close();
  }

  @Test
  void migrating_again_changes_nothing() {
    Schema.migrate(OWNER, SERVING);
    assertThat(
            TestDatabase.column(
                "select count(*) from ai_migrations.flyway_schema_history where not success"))
        .containsExactly("0");
  }
}
