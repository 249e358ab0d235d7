package foundry.api.organization;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Events;
import foundry.api.People;
import foundry.api.Reply;
import foundry.api.Scene;
import foundry.api.TestApi;
import foundry.api.TestApi.Person;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An organization that is deleted, and one that comes back. */
final class DeleteOrganizationTest {
  private final People people = People.create();

  private Reply delete(Person person, String name) {
    return Scene.change(
        person,
        "deleteOrganization",
        Map.of("orgId", people.orgId(), "name", name),
        "deletedOrganizationId undoUntil");
  }

  private Reply undo(Person person) {
    return Scene.change(
        person,
        "undoDeleteOrganization",
        Map.of("orgId", people.orgId()),
        "organization { name viewerRole }");
  }

  private String project() {
    return Scene.change(
            people.member(),
            "createProject",
            Map.of("orgId", people.orgId(), "name", "Manuals"),
            "project { id }")
        .text("/createProject/project/id");
  }

  /** What somebody finds of it, by every way there is to it. */
  private String seen(Person person, String project, String job) {
    return person
        .query(
            """
            query($o: ID!, $all: [ID!]!) {
              organization(id: $o) { name memberships { totalCount } projects { totalCount } }
              nodes(ids: $all) { id }
              viewer { organizations { totalCount } } }
            """,
            Map.of("o", people.orgId(), "all", List.of(people.orgId(), project, job)))
        .data("")
        .toString();
  }

  private static final String NOTHING =
      """
      {"organization":null,"nodes":[null,null,null],"viewer":{"organizations":{"totalCount":0}}}""";

  @Test
  void nobody_finds_anything_of_it_and_undoing_brings_all_of_it_back() {
    var project = project();
    var job = Scene.ask(people.member(), project, "Why?").text("/ask/job/id");
    var before = people.all().stream().map(person -> seen(person, project, job)).toList();
    var deleted = delete(people.owner(), " Acme ");
    assertThat(deleted.userErrors()).isEmpty();
    assertThat(deleted.text("/deleteOrganization/deletedOrganizationId")).isEqualTo(people.orgId());
    assertThat(deleted.text("/deleteOrganization/undoUntil")).endsWith("Z");
    assertThat(people.all()).allMatch(person -> seen(person, project, job).equals(NOTHING));
    assertThat(status(job)).isEqualTo("CANCELLED");
    assertThat(Scene.ask(people.member(), project, "?").userErrors())
        .containsExactly("NOT_FOUND projectId");
    assertThat(delete(people.owner(), "Acme").userErrors()).containsExactly("NOT_FOUND orgId");

    assertThat(undo(people.owner()).text("/undoDeleteOrganization/organization/viewerRole"))
        .isEqualTo("OWNER");
    assertThat(people.all().stream().map(person -> seen(person, project, job)).toList())
        .isEqualTo(before);
    assertThat(status(job)).isEqualTo("QUEUED");
    assertThat(people.trail())
        .containsSubsequence("organization.undo_delete", "organization.delete");
    assertThat(undo(people.owner()).userErrors()).containsExactly("WRONG_STATE orgId");
  }

  private static String status(String job) {
    return TestApi.value("select status from app.job where id = ?", Scene.uuid(job));
  }

  @Test
  void members_are_told_of_both_and_whoever_did_it_is_not() {
    delete(people.owner(), "Acme");
    assertThat(People.told(people.reader())).containsExactly("ORGANIZATION_DELETED");
    undo(people.owner());
    assertThat(People.told(people.member()))
        .containsExactly("ORGANIZATION_RESTORED", "ORGANIZATION_DELETED");
    assertThat(People.told(people.owner())).isEmpty();
  }

  @Test
  void it_is_its_owners_affair_and_the_name_has_to_be_typed() {
    assertThat(delete(people.admin(), "Acme").userErrors()).containsExactly("FORBIDDEN orgId");
    assertThat(delete(TestApi.person("Sam"), "Acme").userErrors())
        .containsExactly("NOT_FOUND orgId");
    var slip = delete(people.owner(), "acme");
    assertThat(slip.userErrors()).containsExactly("INVALID_INPUT name");
    assertThat(slip.userErrorMessage())
        .isEqualTo("name: another one (expected: the organization's)");
    assertThat(undo(people.owner()).userErrors()).containsExactly("WRONG_STATE orgId");
    delete(people.owner(), "Acme");
    assertThat(undo(people.admin()).userErrors()).containsExactly("FORBIDDEN orgId");
    assertThat(undo(TestApi.person("Sam")).userErrors()).containsExactly("NOT_FOUND orgId");
  }

  @Test
  void it_is_not_undone_once_its_time_is_over_or_a_purge_has_begun() {
    delete(people.owner(), "Acme");
    TestApi.sql(
        "update app.organization set deleted_at = deleted_at - interval '10 minutes' where id = ?",
        people.org());
    TestApi.sql(
        "update app.membership set suspended_at = suspended_at - interval '10 minutes' where org_id = ?",
        people.org());
    assertThat(undo(people.owner()).userErrors()).containsExactly("NOT_FOUND orgId");
    var others = People.create();
    Scene.change(
        others.owner(), "deleteOrganization", Map.of("orgId", others.orgId(), "name", "Acme"), "");
    TestApi.sql("update app.organization set purged_at = now() where id = ?", others.org());
    assertThat(
            Scene.change(others.owner(), "undoDeleteOrganization", "orgId", others.orgId())
                .userErrors())
        .containsExactly("NOT_FOUND orgId");
  }

  @Test
  void keys_are_revoked_for_good_and_ai_is_to_be_told() {
    var key =
        Scene.change(
                people.admin(),
                "createApiKey",
                Map.of("orgId", people.orgId(), "name", "a program", "scopes", List.of("USAGE")),
                "apiKey { id }")
            .text("/createApiKey/apiKey/id");
    delete(people.owner(), "Acme");
    undo(people.owner());
    assertThat(TestApi.value("select revoked_at from app.api_key where id = ?", Scene.uuid(key)))
        .isNotNull();
    assertThat(
            TestApi.value(
                "select task_name from queue.scheduled_tasks where task_instance = ? and task_name like 'revoke%'",
                Scene.uuid(key).toString()))
        .isEqualTo("revoke_api_key");
  }

  @Test
  void whoever_was_suspended_before_stays_suspended() {
    TestApi.sql(
        "update app.membership set suspended_at = now() - interval '1 day' where user_id = ?",
        people.reader().id());
    delete(people.owner(), "Acme");
    undo(people.owner());
    assertThat(
            people
                .reader()
                .query("{ viewer { organizations { totalCount } } }")
                .data("/viewer/organizations/totalCount")
                .asInt())
        .isZero();
  }

  @Test
  void nobody_comes_in_by_an_invitation_to_it() {
    var guest = TestApi.person("Gus");
    var token = people.token(guest, "MEMBER");
    delete(people.owner(), "Acme");
    assertThat(People.accept(guest, "token", token).userErrors())
        .containsExactly("NOT_FOUND token");
    undo(people.owner());
    assertThat(People.accept(guest, "token", token).userErrors()).isEmpty();
  }

  @Test
  void whoever_comes_in_while_it_is_deleted_comes_before_or_not_at_all() {
    var guests = IntStream.range(0, 6).mapToObj(i -> TestApi.person("Gus" + i)).toList();
    var tokens = guests.stream().map(guest -> people.token(guest, "MEMBER")).toList();
    var accepted =
        IntStream.range(0, 6)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> People.accept(guests.get(i), "token", tokens.get(i))))
            .toList();
    assertThat(delete(people.owner(), "Acme").userErrors()).isEmpty();
    for (var reply : accepted) assertThat(reply.join().errorCodes()).isEmpty();
    assertThat(
            TestApi.value(
                "select count(*) from app.membership where org_id = ? and suspended_at is null",
                people.org()))
        .isEqualTo("0");
  }

  @Test
  void of_two_owners_who_delete_it_at_once_one_did() {
    var other = TestApi.member(people.org(), "Otto", "OWNER");
    var both =
        List.of(people.owner(), other).stream()
            .map(owner -> CompletableFuture.supplyAsync(() -> delete(owner, "Acme")))
            .toList();
    assertThat(both.stream().map(CompletableFuture::join).map(Reply::userErrors).toList())
        .containsExactlyInAnyOrder(List.of(), List.of("NOT_FOUND orgId"));
  }

  @Test
  void a_stream_of_its_job_ends() {
    var job = Scene.ask(people.member(), project(), "Why?").text("/ask/job/id");
    try (var events =
        Events.open(
            people.member(),
            "subscription { job(id: \"%s\") { job { status } } }".formatted(job))) {
      assertThat(events.nextUpdate().at("/job/status").asString()).isEqualTo("QUEUED");
      delete(people.owner(), "Acme");
      assertThat(events.next()).contains("NOT_FOUND");
    }
  }
}
