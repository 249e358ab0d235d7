package foundry.api.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Target;

/** Writes foundry.api.tables from a really migrated database. {@code make tables} runs it. */
final class TablesGenerator {
  private TablesGenerator() {}

  public static void main(String[] args) throws Exception {
    try (var postgres = EmbeddedPostgres.start()) {
      String url = postgres.getJdbcUrl("postgres", "postgres");
      generate(url, Path.of(args[0]));
    }
  }

  static void generate(String url, Path folder) throws Exception {
    org.flywaydb.core.Flyway.configure()
        .dataSource(url, "postgres", "")
        .locations("classpath:db/migration")
        .defaultSchema("migrations")
        .createSchemas(true)
        .load()
        .migrate();
    GenerationTool.generate(
        new Configuration()
            .withJdbc(new Jdbc().withUrl(url).withUser("postgres").withPassword(""))
            .withGenerator(
                new Generator()
                    .withDatabase(
                        new Database()
                            .withName("org.jooq.meta.postgres.PostgresDatabase")
                            .withInputSchema("app")
                            .withIncludeRoutines(false)
                            .withExcludes("enter")
                            .withIncludeUDTs(false))
                    .withGenerate(
                        new Generate()
                            .withRecords(true)
                            .withJavaTimeTypes(true)
                            .withGlobalCatalogReferences(false)
                            .withGlobalSchemaReferences(false)
                            .withImplicitJoinPathsToOne(false)
                            .withImplicitJoinPathsToMany(false)
                            .withGeneratedAnnotation(false))
                    .withTarget(
                        new Target()
                            .withPackageName("foundry.api.tables")
                            .withDirectory(folder.toString()))));
  }
}
