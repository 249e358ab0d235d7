package foundry.api;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.TestApi.Person;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What somebody from elsewhere, somebody from nowhere and a reader can get and do: nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TenancyTest {
  private static final String SECRET = "tenant secret";

  private final Scene mine = Scene.create();
  private final Scene theirs = Scene.create();
  private final Person stranger = TestApi.person("Stranger");
  private final Map<String, String> ids = new LinkedHashMap<>();

  @BeforeAll
  void fill() {
    ids.put("org", mine.orgId());
    ids.put("prj", mine.project());
    ids.put("doc", mine.uploaded(SECRET + ".txt"));
    var asked = mine.ask(SECRET + "?");
    ids.put("job", asked.text("/ask/job/id"));
    ids.put("evt", asked.text("/ask/auditEventId"));
    ids.put("usr", Scene.id("usr", mine.member().id()));
    fillWithPeople();
    TestApi.sql(
        "update app.job set status = 'RUNNING', answer = ? where id = ?",
        SECRET,
        Scene.uuid(ids.get("job")));
    TestApi.sql("update app.organization set name = ? where id = ?", SECRET, mine.org());
  }

  private void fillWithPeople() {
    var user = mine.member().id();
    ids.put(
        "mbr",
        Scene.id(
            "mbr",
            UUID.fromString(
                TestApi.value("select id from app.membership where user_id = ?", user))));
    ids.put(
        "inv",
        Scene.id(
            "inv",
            UUID.fromString(
                TestApi.value(
                    """
                    insert into app.invitation (org_id, org_name, email, role, inviter_id, inviter_name, token_sha256)
                    values (?, ?, 'secret@example.com', 'MEMBER', ?, ?, encode(sha256(uuid_send(uuidv7())), 'hex'))
                    returning id
                    """,
                    mine.org(),
                    SECRET,
                    user,
                    SECRET))));
    ids.put(
        "ntf",
        Scene.id(
            "ntf",
            UUID.fromString(
                TestApi.value(
                    """
                    insert into app.notification (org_id, org_name, user_id, kind) values (?, ?, ?, 'REMOVED')
                    returning id
                    """,
                    mine.org(),
                    SECRET,
                    user))));
  }

  private List<Person> outsiders() {
    return List.of(theirs.member(), stranger);
  }

  @Test
  void no_node_is_found_from_outside() {
    for (var person : outsiders()) {
      for (var id : ids.values()) {
        var one =
            person.query("query($i: ID!) { node(id: $i) { id __typename } }", Map.of("i", id));
        assertThat(one.data("").toString()).as(id).isEqualTo("{\"node\":null}");
        assertThat(one.errorCodes()).as(id).isEmpty();
      }
      var all =
          person.query(
              "query($i: [ID!]!) { nodes(ids: $i) { id } }",
              Map.of("i", List.copyOf(ids.values())));
      assertThat(all.data("/nodes")).allSatisfy(node -> assertThat(node.isNull()).isTrue());
    }
  }

  @Test
  void no_root_answers_from_outside() {
    for (var person : outsiders()) {
      var reply =
          person.query(
              "query($o: ID!, $p: ID!) { organization(id: $o) { name } project(id: $p) { name } viewer { organizations { nodes { name } } } }",
              Map.of("o", ids.get("org"), "p", ids.get("prj")));
      assertThat(reply.data("/organization").isNull()).isTrue();
      assertThat(reply.data("/project").isNull()).isTrue();
      assertThat(reply.toString()).doesNotContain(SECRET);
    }
  }

  /** Every mutation, called by one person with our ids; answers its user errors. */
  private Map<String, List<String>> mutations(Person person) {
    var errors = new LinkedHashMap<String, List<String>>();
    errors.put(
        "createProject",
        person
            .query(
                "mutation($o: ID!) { createProject(input: {orgId: $o, name: \"x\"}) { project { id } userErrors { code message field } } }",
                Map.of("o", ids.get("org")))
            .userErrors());
    errors.put(
        "createDocument",
        new Scene(mine.org(), person, person, mine.project())
            .createDocument("x.txt", new byte[] {1})
            .userErrors());
    errors.put(
        "completeUpload",
        Scene.change(person, "completeUpload", "documentId", ids.get("doc")).userErrors());
    errors.put(
        "deleteDocument",
        Scene.change(person, "deleteDocument", "documentId", ids.get("doc")).userErrors());
    errors.put("ask", Scene.ask(person, ids.get("prj"), "x").userErrors());
    errors.put(
        "cancelJob", Scene.change(person, "cancelJob", "jobId", ids.get("job")).userErrors());
    for (var mutation :
        List.of("archiveProject", "unarchiveProject", "deleteProject", "undoDeleteProject")) {
      errors.put(
          mutation, Scene.change(person, mutation, "projectId", ids.get("prj")).userErrors());
    }
    errors.put(
        "setLimit",
        Scene.change(
                person,
                "setLimit",
                Map.of("orgId", ids.get("org"), "kind", "PROJECTS", "value", 1),
                "")
            .userErrors());
    errors.put("renameProject", change(person, "renameProject", "projectId", "prj", "name", "x"));
    errors.put(
        "renameDocument", change(person, "renameDocument", "documentId", "doc", "name", "x.txt"));
    errors.put(
        "moveDocument",
        change(person, "moveDocument", "documentId", "doc", "projectId", ids.get("prj")));
    errors.put(
        "reingestDocument",
        Scene.change(person, "reingestDocument", "documentId", ids.get("doc")).userErrors());
    errors.put("rerunJob", Scene.change(person, "rerunJob", "jobId", ids.get("job")).userErrors());
    errors.put(
        "deleteJob", Scene.change(person, "deleteJob", "jobId", ids.get("job")).userErrors());
    errors.put("giveFeedback", change(person, "giveFeedback", "jobId", "job", "comment", "x"));
    errors.put("retryJob", Scene.change(person, "retryJob", "jobId", ids.get("job")).userErrors());
    errors.putAll(peopleMutations(person));
    return errors;
  }

  private List<String> change(
      Person person, String mutation, String idField, String of, String field, String value) {
    return Scene.change(person, mutation, Map.of(idField, ids.get(of), field, value), "")
        .userErrors();
  }

  /** Those that manage people; nobody here is an admin. */
  private Map<String, List<String>> peopleMutations(Person person) {
    var errors = new LinkedHashMap<String, List<String>>();
    for (var input :
        List.of(
            "renameOrganization(input: {orgId: $org, name: \"x\"})",
            "inviteMember(input: {orgId: $org, email: \"x@example.com\", role: VIEWER})",
            "changeRole(input: {membershipId: $mbr, role: OWNER})",
            "removeMember(input: {membershipId: $mbr})",
            "transferOwnership(input: {membershipId: $mbr})")) {
      errors.put(input, people(person, input).userErrors());
    }
    return errors;
  }

  private Reply people(Person person, String mutation) {
    var id = mutation.contains("$org") ? "org" : "mbr";
    return person.query(
        "mutation($%s: ID!) { %s { userErrors { code message field } } }".formatted(id, mutation),
        Map.of(id, ids.get(id)));
  }

  private static String state() {
    return TestApi.value(
        """
        select concat_ws(' ', (select count(*) from app.project), (select count(*) from app.document),
          (select count(*) from app.job), (select count(*) from app.audit_event),
          (select count(*) from app.feedback), (select max(updated_at) from app.project),
          (select count(*) from app.invitation), (select count(*) from app.notification),
          (select string_agg(role::text, '' order by id) from app.membership),
          (select string_agg(status::text, '' order by id) from app.job))
        """);
  }

  @Test
  void no_mutation_works_from_outside_and_none_says_whether_the_thing_exists() {
    for (var person : outsiders()) {
      var before = state();
      assertThat(mutations(person).values())
          .allSatisfy(
              errors -> assertThat(errors).singleElement().asString().startsWith("NOT_FOUND "));
      assertThat(state()).isEqualTo(before);
    }
    for (var garbage :
        List.of("", "job_", "x", "job_" + "0".repeat(32), UUID.randomUUID().toString())) {
      assertThat(Scene.change(mine.member(), "cancelJob", "jobId", garbage).userErrors())
          .containsExactly("NOT_FOUND jobId");
    }
  }

  @Test
  void a_reader_sees_everything_and_changes_nothing() {
    var reply =
        mine.reader()
            .query(
                "query($p: ID!) { project(id: $p) { viewerCanEdit documents { nodes { name } } jobs { nodes { answer { text } } } } }",
                Map.of("p", mine.project()));
    assertThat(reply.data("/project/viewerCanEdit").asBoolean()).isFalse();
    assertThat(reply.toString()).contains(SECRET);
    var before = state();
    assertThat(mutations(mine.reader()).values())
        .allSatisfy(
            errors -> assertThat(errors).singleElement().asString().startsWith("FORBIDDEN "));
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void
      invitations_of_an_organization_one_is_not_invited_to_are_not_found_not_even_by_its_readers() {
    for (var person : List.of(theirs.member(), stranger, mine.member(), mine.reader())) {
      for (var mutation :
          List.of("renewInvitation", "revokeInvitation", "acceptInvitation", "declineInvitation")) {
        var before = state();
        assertThat(Scene.change(person, mutation, "invitationId", ids.get("inv")).userErrors())
            .containsExactly("NOT_FOUND invitationId");
        assertThat(state()).isEqualTo(before);
      }
    }
  }

  @Test
  void leaving_what_one_does_not_belong_to_is_not_found() {
    for (var person : outsiders()) {
      assertThat(Scene.change(person, "leaveOrganization", "orgId", ids.get("org")).userErrors())
          .containsExactly("NOT_FOUND orgId");
    }
  }

  @Test
  void no_subscription_opens_from_outside() {
    for (var person : outsiders()) {
      for (var document :
          List.of(
              "subscription { job(id: \"%s\") { delta job { answer { text } } } }"
                  .formatted(ids.get("job")),
              "subscription { activity(orgId: \"%s\") { delta } }".formatted(ids.get("org")))) {
        try (var events = Events.open(person, document)) {
          assertThat(events.next()).contains("NOT_FOUND").doesNotContain(SECRET);
          assertThat(events.next()).isEqualTo("complete");
        }
      }
    }
  }
}
