package foundry.api;

import foundry.api.TestApi.Person;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

/** An organization with a member, somebody who may only read, and a project. */
public record Scene(UUID org, Person member, Person reader, String project) {
  public static Scene create() {
    var org = TestApi.organization("Acme");
    var member = TestApi.member(org, "Ann", "MEMBER");
    var reader = TestApi.member(org, "Rob", "VIEWER");
    return new Scene(org, member, reader, createProject(member, org));
  }

  private static String createProject(Person member, UUID org) {
    return member
        .query(
            "mutation($o: ID!) { createProject(input: {orgId: $o, name: \"Manuals\"}) { project { id } } }",
            Map.of("o", id("org", org)))
        .text("/createProject/project/id");
  }

  public static String id(String prefix, UUID id) {
    return prefix + "_" + id.toString().replace("-", "");
  }

  public static UUID uuid(String id) {
    return UUID.fromString(
        id.substring(4).replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
  }

  public String orgId() {
    return id("org", org);
  }

  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public Reply createDocument(String name, byte[] bytes) {
    return createDocument(
        Map.of(
            "projectId",
            project,
            "name",
            name,
            "mediaType",
            "text/plain",
            "sizeBytes",
            bytes.length,
            "sha256",
            sha256(bytes)));
  }

  public Reply createDocument(Map<String, ?> input) {
    return member.query(
        """
        mutation($input: CreateDocumentInput!) {
          createDocument(input: $input) {
            document { id status name mediaType sizeBytes }
            documentEdge { cursor node { id } }
            upload { url headers { name value } expiresAt }
            auditEventId
            userErrors { code message field }
          }
        }
        """,
        Map.of("input", input));
  }

  /** Sends the bytes where the reply says. */
  public static int put(Reply created, byte[] bytes) {
    var request =
        HttpRequest.newBuilder(URI.create(created.text("/createDocument/upload/url")))
            .PUT(BodyPublishers.ofByteArray(bytes));
    for (var header : created.data("/createDocument/upload/headers")) {
      request.header(header.path("name").asString(), header.path("value").asString());
    }
    return TestApi.send(request).statusCode();
  }

  public Reply completeUpload(String document) {
    return member.query(
        """
        mutation($d: ID!) {
          completeUpload(input: {documentId: $d}) {
            document { id status } job { id kind status } jobEdge { node { id } }
            auditEventId userErrors { code message field }
          }
        }
        """,
        Map.of("d", document));
  }

  /** A document whose ingest has just been asked for; answers its id. */
  public String uploaded(String name) {
    byte[] bytes = (name + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
    var created = createDocument(name, bytes);
    put(created, bytes);
    var id = created.text("/createDocument/document/id");
    completeUpload(id);
    return id;
  }

  public Reply ask(String question) {
    return ask(member, project, question);
  }

  public static Reply ask(Person person, String project, String question) {
    return person.query(
        """
        mutation($p: ID!, $q: String!) {
          ask(input: {projectId: $p, question: $q}) {
            job { id kind status question cancellable retryable answer { text } }
            jobEdge { cursor } auditEventId userErrors { code message field }
          }
        }
        """,
        Map.of("p", project, "q", question));
  }

  /** The id of a new question's job. */
  public String asked(String question) {
    return ask(question).text("/ask/job/id");
  }

  public Reply change(String mutation, String argument, String id) {
    return change(member, mutation, argument, id);
  }

  public static Reply change(Person person, String mutation, String argument, String id) {
    return change(person, mutation, Map.of(argument, id), "");
  }

  /**
   * @param fields of the payload, beside those that every payload has
   */
  public Reply change(String mutation, Map<String, ?> input, String fields) {
    return change(member, mutation, input, fields);
  }

  public static Reply change(Person person, String mutation, Map<String, ?> input, String fields) {
    var type = Character.toUpperCase(mutation.charAt(0)) + mutation.substring(1) + "Input!";
    return person.query(
        "mutation($i: %s) { %s(input: $i) { %s auditEventId userErrors { code message field } } }"
            .formatted(type, mutation, fields),
        Map.of("i", input));
  }

  /** The id of another project of the same person. */
  public String anotherProject() {
    return createProject(member, org);
  }
}
