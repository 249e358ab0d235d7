package foundry.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Reply;
import foundry.api.Scene;
import foundry.api.TestApi;
import foundry.api.TestApi.Person;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LimitTest {
  private final Scene scene = Scene.create();
  private final Person owner = TestApi.member(scene.org(), "Olga", "OWNER");

  private Reply set(Person person, String kind, Integer value) {
    var input = new HashMap<String, Object>(Map.of("orgId", scene.orgId(), "kind", kind));
    if (value != null) input.put("value", value);
    return Scene.change(person, "setLimit", input, "limit { kind value default isOwn used }");
  }

  private Reply createProject() {
    return Scene.change(
        scene.member(), "createProject", Map.of("orgId", scene.orgId(), "name", "x"), "");
  }

  private Reply createDocument(int sizeBytes) {
    return scene.createDocument(
        Map.of(
            "projectId",
            scene.project(),
            "name",
            "a.txt",
            "mediaType",
            "text/plain",
            "sizeBytes",
            sizeBytes,
            "sha256",
            Scene.sha256(new byte[] {(byte) sizeBytes, (byte) (sizeBytes >> 8)})));
  }

  private String used(String kind) {
    return TestApi.value(
        "select used from app.organization_limit where org_id = ? and kind = ?::app.limit_kind",
        scene.org(),
        kind);
  }

  @Test
  void an_organization_has_one_limit_of_each_kind_and_says_how_much_there_is() {
    scene.ask("Why?");
    createDocument(1_000_001);
    var reply =
        scene
            .reader()
            .query(
                "query($o: ID!) { organization(id: $o) { limits { totalCount nodes { kind used isOwn value default } } } }",
                Map.of("o", scene.orgId()));
    assertThat(reply.texts("/organization/limits/nodes", "kind"))
        .containsExactly(
            "PROJECTS", "DOCUMENTS", "STORAGE_MEGABYTES", "MEMBERS", "ANSWERS_PER_DAY", "API_KEYS");
    assertThat(reply.texts("/organization/limits/nodes", "used"))
        .containsExactly("1", "1", "2", "3", "1", "0");
    assertThat(reply.texts("/organization/limits/nodes", "isOwn")).containsOnly("false");
    assertThat(reply.texts("/organization/limits/nodes", "value"))
        .isEqualTo(reply.texts("/organization/limits/nodes", "default"));
  }

  @Test
  void an_owner_sets_a_limit_and_gives_the_default_back() {
    var reply = set(owner, "PROJECTS", 7);
    assertThat(reply.text("/setLimit/limit/value")).isEqualTo("7");
    assertThat(reply.text("/setLimit/limit/isOwn")).isEqualTo("true");
    assertThat(
            TestApi.value(
                "select concat(action, ' ', subject_name) from app.audit_event where id = ?",
                Scene.uuid(reply.text("/setLimit/auditEventId"))))
        .isEqualTo("limit.set PROJECTS: 7");
    var back = set(owner, "PROJECTS", null);
    assertThat(back.text("/setLimit/limit/isOwn")).isEqualTo("false");
    assertThat(set(owner, "PROJECTS", -1).userErrors()).containsExactly("INVALID_INPUT value");
    var admin = TestApi.member(scene.org(), "Ada", "ADMIN");
    assertThat(set(admin, "PROJECTS", 7).userErrors()).containsExactly("FORBIDDEN orgId");
    assertThat(set(Scene.create().member(), "PROJECTS", 7).userErrors())
        .containsExactly("NOT_FOUND orgId");
  }

  @Test
  void what_goes_beyond_a_limit_is_refused_and_leaves_nothing_behind() {
    set(owner, "PROJECTS", 1);
    var refused = createProject();
    assertThat(refused.userErrors()).containsExactly("LIMIT_EXCEEDED orgId");
    assertThat(refused.userErrorMessage())
        .isEqualTo("PROJECTS: 2 with this one (expected: at most 1, the organization's limit)");
    assertThat(used("PROJECTS")).isEqualTo("1");
    set(owner, "PROJECTS", 2);
    assertThat(createProject().userErrors()).isEmpty();
  }

  @Test
  void many_who_add_at_once_do_not_get_past_a_limit_together() {
    set(owner, "PROJECTS", 3);
    var replies =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.supplyAsync(this::createProject))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(replies.stream().filter(reply -> reply.userErrors().isEmpty())).hasSize(2);
    assertThat(used("PROJECTS")).isEqualTo("3");
  }

  @Test
  void bytes_and_documents_count_until_they_are_deleted() {
    set(owner, "STORAGE_MEGABYTES", 1);
    var first = createDocument(900_000);
    assertThat(first.userErrors()).isEmpty();
    assertThat(createDocument(900_000).userErrors()).as("the same bytes").isEmpty();
    var refused = createDocument(200_000);
    assertThat(refused.userErrors()).containsExactly("LIMIT_EXCEEDED sizeBytes");
    assertThat(refused.userErrorMessage()).startsWith("STORAGE_MEGABYTES: 2 with this one");
    scene.change("deleteDocument", "documentId", first.text("/createDocument/document/id"));
    assertThat(createDocument(200_000).userErrors()).isEmpty();
    assertThat(used("STORAGE_MEGABYTES")).isEqualTo("200000");
    set(owner, "DOCUMENTS", 1);
    assertThat(createDocument(1).userErrors()).containsExactly("LIMIT_EXCEEDED projectId");
  }

  @Test
  void answers_are_counted_by_the_day_and_deleting_one_gives_nothing_back() {
    set(owner, "ANSWERS_PER_DAY", 1);
    var job = scene.asked("Why?");
    assertThat(scene.ask("What?").userErrors()).containsExactly("LIMIT_EXCEEDED projectId");
    scene.change("cancelJob", "jobId", job);
    assertThat(scene.change("rerunJob", "jobId", job).userErrors())
        .containsExactly("LIMIT_EXCEEDED jobId");
    scene.change("deleteJob", "jobId", job);
    assertThat(scene.ask("What?").userErrors()).containsExactly("LIMIT_EXCEEDED projectId");
    TestApi.sql(
        "update app.organization_limit set used_since = used_since - interval '1 day' where org_id = ?",
        scene.org());
    assertThat(scene.ask("What?").userErrors()).isEmpty();
    assertThat(used("ANSWERS_PER_DAY")).isEqualTo("1");
  }
}
