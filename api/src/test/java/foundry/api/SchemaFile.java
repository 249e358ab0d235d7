package foundry.api;

import graphql.Directives;
import graphql.schema.idl.SchemaPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes docs/api/schema.graphql, the whole schema in one piece. {@code make schema} runs it. */
public final class SchemaFile {
  private SchemaFile() {}

  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), text());
  }

  public static String text() {
    var options =
        SchemaPrinter.Options.defaultOptions()
            .includeDirectiveDefinition(name -> !Directives.isBuiltInDirective(name))
            .includeScalarTypes(true);
    return new SchemaPrinter(options).print(TestTypes.types().schema()).strip() + "\n";
  }
}
