package foundry.api;

import foundry.api.database.Statements;
import foundry.api.storage.ObjectStore;
import foundry.api.storage.StorageSettings;
import graphql.schema.idl.SchemaPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Writes docs/api/schema.graphql, the whole schema in one piece. {@code make schema} runs it. */
final class SchemaFile {
  private SchemaFile() {}

  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), text());
  }

  static String text() {
    var options =
        SchemaPrinter.Options.defaultOptions()
            .includeDirectiveDefinitions(false)
            .includeScalarTypes(true);
    var nowhere =
        new StorageSettings(
            "none", "us-east-1", Optional.empty(), Optional.empty(), Optional.empty());
    try (var objects = new ObjectStore(nowhere, Clock.systemUTC())) {
      return new SchemaPrinter(options)
              .print(Schema.of(objects, Statements.policed()).schema())
              .strip()
          + "\n";
    }
  }
}
