package foundry.api.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.api.Reply;
import foundry.api.TestApi;
import foundry.postgres.DatabaseUnavailable;
import foundry.postgres.Login;
import foundry.postgres.Migration;
import foundry.postgres.MigrationRefused;
import foundry.postgres.SchemaMigrations;
import java.net.URI;
import java.net.http.HttpRequest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A database of its own for each test, and files that say what the test needs. */
final class SchemaMigrationsTest {
  private static final String HISTORY = "shop_history.flyway_schema_history";

  private final Login owner = owner();

  private static Login owner() {
    var name = "shop_" + UUID.randomUUID().toString().replace("-", "");
    TestApi.sql("create database " + name);
    var login = TestApi.superuser();
    return new Login(login.url().replaceAll("/foundry$", "/" + name), login.user(), "");
  }

  private SchemaMigrations files(String folder) {
    return files(owner, folder);
  }

  private static SchemaMigrations files(Login login, String folder) {
    return new SchemaMigrations(login, "foundry/api/database/" + folder, "shop_history");
  }

  private void sql(String statement) {
    try (var connection = DriverManager.getConnection(owner.url(), owner.user(), "");
        var prepared = connection.createStatement()) {
      prepared.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String value(String query) {
    try (var connection = DriverManager.getConnection(owner.url(), owner.user(), "");
        var prepared = connection.createStatement();
        var rows = prepared.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : null;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> states(String folder) {
    return files(folder).list().stream().map(m -> m.version() + " " + m.state()).toList();
  }

  @Test
  void replicas_that_start_at_once_run_each_file_once() throws Exception {
    try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<?>>();
      for (int i = 0; i < 5; i++) {
        running.add(replicas.submit(() -> files("two").run(List.of())));
      }
      for (var replica : running) replica.get();
    }
    assertThat(value("select string_agg(version, ' ') from " + HISTORY)).isEqualTo("001 003");
  }

  @Test
  void looking_changes_nothing() {
    assertThat(states("two")).containsExactly("001 PENDING", "003 PENDING");
    assertThat(value("select nspname from pg_namespace where nspname like 'shop%'")).isNull();
    files("one").run(List.of());
    assertThat(states("two")).containsExactly("001 APPLIED", "003 PENDING");
    assertThat(value("select to_regclass('shop.other')")).isNull();
  }

  @Test
  void a_newer_schema_is_refused() {
    files("two").run(List.of());
    assertThat(states("one")).containsExactly("001 APPLIED", "003 UNKNOWN");
    assertThatThrownBy(() -> files("one").run(List.of()))
        .isInstanceOf(MigrationRefused.class)
        .hasMessage("V003__other.sql is not known to this program (expected: a newer program)");
  }

  @Test
  void a_half_migrated_schema_is_refused() {
    files("two").run(List.of());
    sql("update %s set success = false where version = '003'".formatted(HISTORY));
    assertThat(states("two")).containsExactly("001 APPLIED", "003 FAILED");
    assertThatThrownBy(() -> files("two").run(List.of()))
        .isInstanceOf(MigrationRefused.class)
        .hasMessageContaining("V003__other.sql was begun and not finished");
  }

  @Test
  void a_migration_that_fails_leaves_nothing_behind_and_says_why() {
    assertThatThrownBy(() -> files("broken").run(List.of()))
        .isInstanceOf(MigrationRefused.class)
        .hasMessageContaining("nothing of it was kept")
        .hasMessageContaining("\"shop.nowhere\" does not exist");
    assertThat(states("broken")).containsExactly("001 APPLIED", "003 PENDING");
    assertThat(value("select to_regclass('shop.begun')")).isNull();
    files("two").run(List.of());
  }

  @Test
  void an_edited_file_and_one_with_a_number_that_has_passed_are_refused() {
    files("two").run(List.of());
    assertThat(states("broken")).containsExactly("001 APPLIED", "003 CHANGED");
    assertThatThrownBy(() -> files("broken").run(List.of())).hasMessageContaining("never edited");
    assertThat(states("skipped")).containsExactly("001 APPLIED", "002 SKIPPED", "003 APPLIED");
    assertThatThrownBy(() -> files("skipped").run(List.of()))
        .hasMessageContaining("V002__late.sql was never run");
  }

  @Test
  void whoever_is_away_or_has_no_rights_is_told_so() {
    var away = new Login("jdbc:postgresql://127.0.0.1:1/none", "postgres", "");
    assertThatThrownBy(files(away, "one")::list).isInstanceOf(DatabaseUnavailable.class);
    var nobody = new Login(owner.url(), "nobody_at_all", "");
    assertThatThrownBy(files(nobody, "one")::list)
        .isInstanceOf(MigrationRefused.class)
        .hasMessageContaining("nobody_at_all@")
        .hasMessageContaining("does not exist");
    var powerless = new Login(owner.url(), TestApi.app().user(), TestApi.app().password());
    assertThatThrownBy(() -> files(powerless, "one").run(List.of()))
        .isInstanceOf(MigrationRefused.class)
        .hasMessageContaining("permission denied")
        .hasMessageContaining("expected: the role that owns the schema");
  }

  private String parts(int port) {
    var url = URI.create("http://127.0.0.1:%d/readyz".formatted(port));
    var reply = new Reply(TestApi.send(HttpRequest.newBuilder(url)));
    return reply.json().at("/parts/migrations").asString();
  }

  @Test
  void a_service_goes_on_serving_when_a_newer_schema_comes_and_none_starts_on_one() {
    var migrations = new Migrations(owner);
    migrations.run(TestApi.app(), new Login(owner.url(), "foundry_queue", "queue-password"));
    assertThat(migrations.list()).allMatch(m -> m.state() == Migration.State.APPLIED);
    var newest = migrations.list().getLast().file();
    var there = Map.of("FOUNDRY_DATABASE_URL", owner.url());
    var app = new Login(owner.url(), TestApi.app().user(), TestApi.app().password());
    try (var api = TestApi.start(there);
        var database = Database.open(app)) {
      var running = new Migrations.Check(app, database);
      TestApi.await(() -> parts(api.port()).equals("ready"));
      assertThat(running.problem()).isEmpty();
      sql(
          """
          insert into migrations.flyway_schema_history
            (installed_rank, version, description, type, script, installed_by, execution_time, success)
          values (900, '900', 'later', 'SQL', 'V900__later.sql', 'postgres', 1, true)
          """);
      assertThat(running.problem()).isEmpty();
      assertThat(new Migrations.Check(app, database).problem())
          .hasValueSatisfying(
              problem -> assertThat(problem).contains("V900__later.sql is not known to this"));
      assertThatThrownBy(() -> TestApi.start(there))
          .isInstanceOf(MigrationRefused.class)
          .hasMessageContaining("V900__later.sql");
      assertThat(parts(api.port())).isEqualTo("ready");
      sql("update migrations.flyway_schema_history set success = false where version = '900'");
      TestApi.await(() -> parts(api.port()).contains("V900__later.sql was begun and not"));
      sql(
          "delete from migrations.flyway_schema_history where script in ('V900__later.sql', '%s')"
              .formatted(newest));
      TestApi.await(() -> parts(api.port()).contains(newest + " has not been run"));
      TestApi.start(there).close();
    }
  }
}
