package foundry.api.contract;

import foundry.api.SchemaFile;
import foundry.api.graphql.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What clients rely on: the schema of the last release, and the documents that clients of this and
 * earlier releases send. {@code make released} makes it today's.
 *
 * @param folder docs/api
 */
record Released(Path folder) {
  static final Released COMMITTED = new Released(Path.of("../docs/api"));

  public static void main(String[] args) throws IOException {
    new Released(Path.of(args[0])).move(SchemaFile.text(), new Registry(Path.of(args[1])).texts());
  }

  String schema() throws IOException {
    return Files.readString(schemaFile());
  }

  /** The texts by their hash, none of them other than its hash says. */
  Map<String, String> documents() {
    return new Registry(documentsFolder()).texts();
  }

  RecordedChanges recorded() throws IOException {
    return RecordedChanges.read(recordedFile());
  }

  /**
   * Takes the schema for the released one, adds the documents, and forgets the changes that led
   * here. Documents of former releases stay: their clients are still about.
   */
  void move(String schema, Map<String, String> documents) throws IOException {
    Files.createDirectories(schemaFile().getParent());
    Files.writeString(schemaFile(), schema);
    Files.writeString(recordedFile(), RecordedChanges.HEAD);
    new Registry(documentsFolder()).add(documents);
  }

  private Path schemaFile() {
    return folder.resolve("released/schema.graphql");
  }

  private Path documentsFolder() {
    return folder.resolve("released/documents");
  }

  private Path recordedFile() {
    return folder.resolve("breaking.md");
  }
}
