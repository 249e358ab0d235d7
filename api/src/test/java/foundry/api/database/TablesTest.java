package foundry.api.database;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.TestApi;
import foundry.api.tables.App;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TablesTest {
  @Test
  void every_table_forces_row_level_security_and_has_a_policy() {
    var without =
        TestApi.value(
            """
            select string_agg(c.oid::regclass::text, ', ') from pg_class c
              join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('app', 'queue', 'traffic') and c.relkind in ('r', 'p')
              and not (c.relrowsecurity and c.relforcerowsecurity
                and exists (select from pg_policy p where p.polrelid = c.oid))
            """);
    assertThat(without).isNull();
  }

  @Test
  void every_table_has_an_entry_in_the_policies() {
    for (var table : App.APP.getTables()) {
      assertThat(new Policies().readable(table, Asking.ANYBODY)).as(table.getName()).isNotNull();
    }
  }

  @Test
  void the_application_role_cannot_bypass_row_level_security_and_owns_nothing() {
    assertThat(
            TestApi.value(
                "select bool_or(rolsuper or rolbypassrls)::text from pg_roles where rolname like 'foundry%'"))
        .isEqualTo("false");
    assertThat(
            TestApi.value(
                "select count(*) from pg_class where relowner in (select oid from pg_roles where rolname in ('foundry_app', 'foundry_queue'))"))
        .isEqualTo("0");
  }

  @Test
  void the_generated_tables_are_those_of_the_migrated_database(@TempDir Path folder)
      throws Exception {
    try (var postgres = EmbeddedPostgres.start()) {
      TablesGenerator.generate(postgres.getJdbcUrl("postgres", "postgres"), folder);
    }
    assertThat(sources(folder.resolve("foundry/api/tables")))
        .as("run: make tables")
        .isEqualTo(sources(Path.of("src/main/java/foundry/api/tables")));
  }

  private static Map<String, String> sources(Path folder) throws IOException {
    var sources = new TreeMap<String, String>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var name = folder.relativize(file).toString();
        if (!name.equals("package-info.java")) sources.put(name, Files.readString(file));
      }
    }
    return sources;
  }
}
