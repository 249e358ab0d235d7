package foundry.api.organization;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.People;
import foundry.api.Reply;
import foundry.api.TestApi;
import foundry.api.TestApi.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OrganizationsTest {
  private static Reply create(Person person, String name) {
    return person.query(
        """
        mutation($n: String!) { createOrganization(input: {name: $n}) {
          organization { id name viewerRole viewerCanAdminister memberships { nodes { role user { name } } } }
          auditEventId userErrors { code message field } } }
        """,
        Map.of("n", name));
  }

  private static Reply rename(Person person, String org, String name) {
    return person.query(
        """
        mutation($o: ID!, $n: String!) { renameOrganization(input: {orgId: $o, name: $n}) {
          organization { name } auditEventId userErrors { code message field } } }
        """,
        Map.of("o", org, "n", name));
  }

  @Test
  void whoever_belongs_to_nothing_founds_an_organization_and_owns_it() {
    var founder = TestApi.person("Fay");
    var reply = create(founder, "  Bäckerei 🥐 مخبز  ");
    assertThat(reply.userErrors()).isEmpty();
    var seen =
        founder.query(
            "{ viewer { organizations { nodes { id name viewerRole viewerCanAdminister memberships { nodes { user { name } } } } } } }");
    assertThat(seen.text("/viewer/organizations/nodes/0/name")).isEqualTo("Bäckerei 🥐 مخبز");
    assertThat(seen.text("/viewer/organizations/nodes/0/viewerRole")).isEqualTo("OWNER");
    assertThat(seen.data("/viewer/organizations/nodes/0/viewerCanAdminister").asBoolean()).isTrue();
    assertThat(seen.text("/viewer/organizations/nodes/0/memberships/nodes/0/user/name"))
        .isEqualTo(founder.subject());
    var event =
        founder.query(
            "query($i: ID!) { node(id: $i) { ... on AuditEvent { action subjectId actor { name } } } }",
            Map.of("i", reply.text("/createOrganization/auditEventId")));
    assertThat(event.text("/node/action")).isEqualTo("organization.create");
    assertThat(event.text("/node/subjectId"))
        .isEqualTo(seen.text("/viewer/organizations/nodes/0/id"));
  }

  @Test
  void an_owner_renames() {
    var people = People.create();
    var reply = rename(people.owner(), people.orgId(), "Acme & Söhne");
    assertThat(reply.text("/renameOrganization/organization/name")).isEqualTo("Acme & Söhne");
    assertThat(people.trail()).first().isEqualTo("organization.rename");
    assertThat(rename(TestApi.person("Stranger"), people.orgId(), "Mine").userErrors())
        .containsExactly("NOT_FOUND orgId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  ", "a\u0000b", "two\nlines", "bell\u0007", "\u202eemca", "a\u2066b"})
  void a_name_of_nothing_or_with_characters_that_deceive_is_refused(String name) {
    var people = People.create();
    assertThat(create(people.owner(), name).userErrors()).containsExactly("INVALID_INPUT name");
    assertThat(rename(people.owner(), people.orgId(), name).userErrors())
        .containsExactly("INVALID_INPUT name");
  }

  /** Zero-width and blank characters: spaces, marks of direction, tags, fillers of Hangul. */
  @Test
  void a_name_needs_something_one_can_see() {
    var owner = People.create().owner();
    var invisible =
        List.of(
            "\u200b",
            "\ufeff",
            "\u00a0",
            "\udb40\udc01",
            "\u200d\u200b",
            "\u3164",
            "\u115f\u1160",
            "\u2800",
            "\u0301",
            "\u00ad",
            "\uffa0",
            "\ufe0f");
    for (var name : invisible) {
      assertThat(create(owner, name).userErrorMessage())
          .isEqualTo("name: nothing that can be seen (expected: a letter, a digit or a sign)");
    }
    for (var name : List.of("é", "e\u0301", "👩‍🚀", "!", "७", "公司", "a\u200bb")) {
      assertThat(create(owner, name).userErrors()).isEmpty();
    }
  }

  @Test
  void a_name_has_at_most_200_characters_whatever_they_are() {
    var founder = TestApi.person("Fay");
    assertThat(create(founder, "👩‍🚀".repeat(66)).userErrors()).isEmpty();
    assertThat(create(founder, "x".repeat(10_000)).userErrorMessage())
        .isEqualTo("name: 10000 characters (expected: 1 to 200)");
  }

  @Test
  void nobody_owns_more_than_a_hundred() {
    var founder = TestApi.person("Fay");
    TestApi.sql(
        """
        with made as (insert into app.organization (name) select 'o' || n from generate_series(1, 99) n returning id)
        insert into app.membership (org_id, user_id, role) select id, ?, 'OWNER' from made
        """,
        founder.id());
    assertThat(create(founder, "hundredth").userErrors()).isEmpty();
    assertThat(create(founder, "one more").userErrors()).containsExactly("LIMIT_EXCEEDED ");
    assertThat(TestApi.value("select count(*) from app.organization where name = 'one more'"))
        .isEqualTo("0");
  }
}
