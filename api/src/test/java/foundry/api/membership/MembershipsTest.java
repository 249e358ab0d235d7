package foundry.api.membership;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.People;
import foundry.api.Scene;
import foundry.api.TestApi;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MembershipsTest {
  private final People people = People.create();

  @Test
  void everybody_in_an_organization_sees_who_belongs_the_latest_first() {
    for (var person : people.all()) {
      var list =
          person.query(
              """
              query($o: ID!) { organization(id: $o) { viewerCanAdminister memberships(first: 3) { totalCount
                pageInfo { hasNextPage endCursor }
                nodes { id role orgId userId suspendedAt user { name } organization { name } } } } }
              """,
              Map.of("o", people.orgId()));
      assertThat(list.texts("/organization/memberships/nodes", "role"))
          .containsExactly("VIEWER", "MEMBER", "ADMIN");
      assertThat(list.data("/organization/memberships/totalCount").asInt()).isEqualTo(4);
      assertThat(list.data("/organization/memberships/pageInfo/hasNextPage").asBoolean()).isTrue();
      assertThat(list.text("/organization/memberships/nodes/0/user/name"))
          .isEqualTo(people.reader().subject());
    }
  }

  private List<String> byName() {
    return people
        .reader()
        .query(
            """
            query($o: ID!) { organization(id: $o) {
              memberships(orderBy: NAME) { nodes { user { name } } } } }
            """,
            Map.of("o", people.orgId()))
        .data("/organization/memberships/nodes")
        .valueStream()
        .map(node -> node.at("/user/name").asString().replaceAll("-.*", ""))
        .toList();
  }

  @Test
  void people_are_listed_by_name_whatever_the_case_and_by_their_new_one_at_once() {
    assertThat(byName()).containsExactly("Adam", "Mia", "Olga", "Rob");
    TestApi.sql("update app.user set name = 'zoe' where id = ?", people.admin().id());
    assertThat(byName()).containsExactly("Mia", "Olga", "Rob", "zoe");
    TestApi.sql("update app.user set name = 'ägir' where id = ?", people.owner().id());
    assertThat(byName()).containsExactly("Mia", "Rob", "zoe", "ägir");
  }

  @Test
  void the_list_is_filtered_by_role() {
    var list =
        people
            .reader()
            .query(
                "query($o: ID!, $r: [Role!]) { organization(id: $o) { memberships(role: $r) { totalCount nodes { role } } } }",
                Map.of("o", people.orgId(), "r", List.of("OWNER", "MEMBER")));
    assertThat(list.texts("/organization/memberships/nodes", "role"))
        .containsExactly("MEMBER", "OWNER");
    assertThat(list.data("/organization/memberships/totalCount").asInt()).isEqualTo(2);
  }

  @Test
  void a_changed_role_holds_for_the_next_request_and_the_person_is_told() {
    var reply = people.changeRole(people.admin(), people.member(), "VIEWER");
    assertThat(reply.text("/changeRole/membership/role")).isEqualTo("VIEWER");
    assertThat(people.trail()).first().isEqualTo("membership.make_viewer");
    var told =
        people
            .member()
            .query(
                "{ viewer { notifications(unread: true) { totalCount nodes { kind role subjectId organizationName readAt } } } }");
    assertThat(told.data("/viewer/notifications/totalCount").asInt()).isOne();
    assertThat(told.text("/viewer/notifications/nodes/0/role")).isEqualTo("VIEWER");
    assertThat(told.text("/viewer/notifications/nodes/0/organizationName")).isEqualTo("Acme");
    assertThat(told.text("/viewer/notifications/nodes/0/subjectId"))
        .isEqualTo(people.membershipId(people.member()));
    var create =
        people
            .member()
            .query(
                "mutation($o: ID!) { createProject(input: {orgId: $o, name: \"x\"}) { userErrors { code field } } }",
                Map.of("o", people.orgId()));
    assertThat(create.userErrors()).containsExactly("FORBIDDEN orgId");
  }

  @Test
  void the_same_role_again_is_refused() {
    assertThat(people.changeRole(people.owner(), people.member(), "MEMBER").userErrors())
        .containsExactly("WRONG_STATE role");
  }

  @Test
  void an_admin_who_steps_down_cannot_step_up_again() {
    var down = people.changeRole(people.admin(), people.admin(), "MEMBER");
    assertThat(down.text("/changeRole/membership/role")).isEqualTo("MEMBER");
    assertThat(People.told(people.admin())).isEmpty();
    assertThat(people.changeRole(people.admin(), people.admin(), "ADMIN").userErrors())
        .containsExactly("FORBIDDEN membershipId");
  }

  @Test
  void who_is_removed_sees_nothing_from_then_on_but_that_they_were_removed() {
    var removed = people.membershipId(people.member());
    var reply = people.remove(people.admin(), people.member());
    assertThat(reply.text("/removeMember/removedMembershipId")).isEqualTo(removed);
    assertThat(reply.data("/removeMember/organization/memberships/totalCount").asInt())
        .isEqualTo(3);
    var seen =
        people
            .member()
            .query(
                "query($o: ID!) { organization(id: $o) { name } viewer { organizations { totalCount } notifications { nodes { kind organizationName subjectId } } } }",
                Map.of("o", people.orgId()));
    assertThat(seen.data("/organization").isNull()).isTrue();
    assertThat(seen.data("/viewer/organizations/totalCount").asInt()).isZero();
    assertThat(seen.text("/viewer/notifications/nodes/0/kind")).isEqualTo("REMOVED");
    assertThat(seen.text("/viewer/notifications/nodes/0/organizationName")).isEqualTo("Acme");
    assertThat(people.trail()).first().isEqualTo("membership.remove");
  }

  @Test
  void nobody_removes_themselves_and_nobody_twice() {
    assertThat(people.remove(people.admin(), people.admin()).userErrors())
        .containsExactly("INVALID_INPUT membershipId");
    var id = people.membershipId(people.member());
    assertThat(People.remove(people.admin(), id).userErrors()).isEmpty();
    assertThat(People.remove(people.admin(), id).userErrors())
        .containsExactly("NOT_FOUND membershipId");
  }

  @Test
  void a_membership_of_another_organization_does_not_exist() {
    var others = People.create();
    var theirs = others.membershipId(others.member());
    for (var id : List.of(theirs, "mbr_", Scene.id("mbr", java.util.UUID.randomUUID()))) {
      assertThat(People.remove(people.owner(), id).userErrors())
          .containsExactly("NOT_FOUND membershipId");
    }
    assertThat(others.role(others.member())).isEqualTo("MEMBER");
  }

  @Test
  void a_person_who_comes_back_has_a_new_membership() {
    var before = people.membershipId(people.member());
    people.remove(people.owner(), people.member());
    People.accept(people.member(), "token", people.token(people.member(), "ADMIN"));
    assertThat(people.role(people.member())).isEqualTo("ADMIN");
    assertThat(people.membershipId(people.member())).isNotEqualTo(before);
    assertThat(TestApi.value("select 1 from app.membership where id = ?", Scene.uuid(before)))
        .isNull();
  }
}
