package foundry.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.local.TestPorts;
import foundry.local.data.DataFolder;
import foundry.local.data.Refusal;
import foundry.local.data.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresTest {
  private static final Path CACHE = Path.of("target/cache").toAbsolutePath();

  @TempDir Path parent;
  private Postgres.Place place;

  @BeforeEach
  void choosePlace() {
    var folder = DataFolder.open(parent);
    var secrets = new Secrets(folder.secrets());
    secrets.random("postgres");
    place =
        new Postgres.Place(
            folder.postgres(),
            CACHE,
            folder.logs().resolve("postgres.log"),
            TestPorts.base() + 4,
            secrets.file("postgres"));
  }

  private Postgres start() {
    return Postgres.start(place, "owner-password");
  }

  @Test
  void rows_survive_a_restart() throws Exception {
    try (var postgres = start()) {
      run(postgres, "create table kept as select 42 as answer");
    }
    try (var postgres = start()) {
      assertThat(read(postgres, "select answer from kept")).isEqualTo("42");
    }
  }

  @Test
  void a_server_left_behind_by_a_killed_process_is_taken_over() throws Exception {
    var orphan = start();
    run(orphan, "create table kept as select 42 as answer");
    String before = read(orphan, "select pg_postmaster_start_time()");
    try (var postgres = start()) {
      assertThat(read(postgres, "select answer from kept")).isEqualTo("42");
      assertThat(read(postgres, "select pg_postmaster_start_time()")).isNotEqualTo(before);
    }
  }

  @Test
  void a_server_that_was_itself_killed_replays_its_log() throws Exception {
    var killed = start();
    run(killed, "create table kept as select 42 as answer");
    Path pidFile = place.folder().resolve("cluster/postmaster.pid");
    long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst());
    var process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
    try (var postgres = start()) {
      assertThat(read(postgres, "select answer from kept")).isEqualTo("42");
    }
  }

  @Test
  void what_was_committed_is_on_disk() throws Exception {
    try (var postgres = start()) {
      assertThat(read(postgres, "show fsync")).isEqualTo("on");
      assertThat(read(postgres, "show synchronous_commit")).isEqualTo("on");
      assertThat(read(postgres, "show full_page_writes")).isEqualTo("on");
    }
  }

  @Test
  void text_sorts_and_folds_as_unicode_on_every_machine() throws Exception {
    try (var postgres = start()) {
      assertThat(read(postgres, "select lower('ÄÉŽ')")).isEqualTo("äéž");
      assertThat(read(postgres, "show server_encoding")).isEqualTo("UTF8");
    }
  }

  @Test
  void nobody_gets_in_without_the_password() {
    try (var postgres = start()) {
      assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), "postgres", "guess"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void the_owner_migrates_but_is_no_superuser() throws Exception {
    try (var postgres = start();
        var owner = DriverManager.getConnection(postgres.url(), Postgres.OWNER, "owner-password")) {
      run(owner, "create schema app");
      run(owner, "create role guest");
      assertThat(read(owner, "select rolsuper or rolbypassrls from pg_roles where rolname = user"))
          .isEqualTo("f");
    }
  }

  @Test
  void a_taken_port_is_named() throws Exception {
    try (var other = TestPorts.listen(place.port())) {
      assertThat(other.isBound()).isTrue();
      assertThatThrownBy(this::start)
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("Port " + place.port() + ", which PostgreSQL needs");
    }
  }

  @Test
  void files_of_another_version_are_refused() throws Exception {
    Path cluster = Files.createDirectories(place.folder().resolve("cluster"));
    Files.writeString(cluster.resolve("PG_VERSION"), "17\n");
    assertThatThrownBy(this::start)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("holds 17 (expected: a PostgreSQL 18 database)");
  }

  @Test
  void a_lost_password_is_explained() throws Exception {
    start().close();
    Files.writeString(place.passwordFile(), "another");
    assertThatThrownBy(this::start)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("Was " + place.passwordFile() + " lost or replaced?");
  }

  private static void run(Postgres postgres, String command) throws SQLException {
    try (var connection = postgres.superuser()) {
      run(connection, command);
    }
  }

  private static void run(Connection connection, String command) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  private static String read(Postgres postgres, String query) throws SQLException {
    try (var connection = postgres.superuser()) {
      return read(connection, query);
    }
  }

  private static String read(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
