package foundry.local;

import foundry.local.SeedProject.SeedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Fills a new data folder: two organizations, their people, and a project each, so that the first
 * question can be asked at once. Every step may be repeated; a start that was cut off half-way is
 * made good by the next one. What people change afterwards is never touched again.
 */
final class Seed {
  private static final Logger LOG = LoggerFactory.getLogger(Seed.class);

  /** Two short documents take a second; a loaded machine takes longer. */
  private static final Duration INGEST_MAX = Duration.ofSeconds(60);

  private final Plan plan;
  private final Stack stack;
  private final Path done;

  Seed(Plan plan, Stack stack) {
    this.plan = plan;
    this.stack = stack;
    this.done = plan.data().path().resolve("seeded");
  }

  void plantOnce() {
    if (Files.exists(done)) return;
    new Personas(stack.postgres()).plant(stack.issuer().url());
    SeedProject.ALL.forEach(this::plant);
    try {
      Files.createFile(done);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void plant(SeedProject seed) {
    try (var api = new GraphQl(plan.url(), stack.issuer()::accessToken, seed.owner())) {
      var id = "org_" + seed.owner().organization().id().toString().replace("-", "");
      var org = api.run(ORGANIZATION, Map.of("id", id)).path("organization");
      String projectId = projectId(api, org, seed.name());
      for (var file : seed.files()) plant(api, projectId, file);
      suggest(seed);
      if (!Until.isTrue(INGEST_MAX, () -> isReady(api, projectId))) {
        LOG.warn("The documents of \"{}\" are still being made searchable.", seed.name());
      }
    }
  }

  private static String projectId(GraphQl api, JsonNode org, String name) {
    for (var project : org.at("/projects/nodes")) {
      if (project.path("name").asString().equals(name)) return project.path("id").asString();
    }
    var input = Map.of("orgId", org.path("id").asString(), "name", name);
    return api.mutate("createProject", CREATE_PROJECT, input).at("/project/id").asString();
  }

  private static void plant(GraphQl api, String projectId, SeedFile file) {
    byte[] bytes = read(file.resource());
    var input =
        Map.of(
            "projectId", projectId,
            "name", file.name(),
            "mediaType", file.mediaType(),
            "sizeBytes", bytes.length,
            "sha256", sha256(bytes));
    var created = api.mutate("createDocument", CREATE_DOCUMENT, input);
    if (created.path("upload").isObject()) api.put(created.path("upload"), bytes);
    if (created.at("/document/status").asString().equals("AWAITING_UPLOAD")) {
      var id = created.at("/document/id").asString();
      api.mutate("completeUpload", COMPLETE_UPLOAD, Map.of("documentId", id));
    }
  }

  private static boolean isReady(GraphQl api, String projectId) {
    var documents = api.run(DOCUMENTS, Map.of("id", projectId)).at("/project/documents/nodes");
    for (var document : documents) {
      String status = document.path("status").asString();
      if (!status.equals("READY") && !status.equals("FAILED")) return false;
    }
    return true;
  }

  /** No mutation exists for these. */
  private void suggest(SeedProject seed) {
    try (var connection = stack.postgres().superuser();
        var statement =
            connection.prepareStatement(
                """
                update app.project set suggested_questions = ? where org_id = ? and name = ?
                """)) {
      statement.setArray(1, connection.createArrayOf("text", seed.questions().toArray()));
      statement.setObject(2, seed.owner().organization().id());
      statement.setString(3, seed.name());
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("questions cannot be suggested", e);
    }
  }

  private static byte[] read(String resource) {
    try (InputStream bytes =
        Objects.requireNonNull(Seed.class.getResourceAsStream("/seed/" + resource), resource)) {
      return bytes.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final String ORGANIZATION =
      """
      query ($id: ID!) { organization(id: $id) { id projects(first: 50) { nodes { id name } } } }
      """;

  private static final String CREATE_PROJECT =
      """
      mutation ($input: CreateProjectInput!) {
        createProject(input: $input) { project { id } userErrors { message } }
      }
      """;

  private static final String CREATE_DOCUMENT =
      """
      mutation ($input: CreateDocumentInput!) {
        createDocument(input: $input) {
          document { id status } upload { url headers { name value } } userErrors { message }
        }
      }
      """;

  private static final String COMPLETE_UPLOAD =
      """
      mutation ($input: CompleteUploadInput!) {
        completeUpload(input: $input) { job { id } userErrors { message } }
      }
      """;

  private static final String DOCUMENTS =
      """
      query ($id: ID!) { project(id: $id) { documents(first: 50) { nodes { status } } } }
      """;
}
