package foundry.api.membership;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.People;
import foundry.api.Scene;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of who may do what, line by line. */
final class RanksTest {
  private static final List<String> ROLES = List.of("OWNER", "ADMIN", "MEMBER", "VIEWER");

  private final People people = People.create();

  @ParameterizedTest
  @CsvSource({
    "OWNER, OWNER ADMIN MEMBER VIEWER",
    "ADMIN, ADMIN MEMBER VIEWER",
    "MEMBER, ''",
    "VIEWER, ''"
  })
  void nobody_invites_above_their_own_rank(String actor, String allowed) {
    for (var role : ROLES) {
      var reply = people.invite(people.holding(actor), actor + role + "@example.com", role);
      if (allowed.contains(role)) {
        assertThat(reply.userErrors()).as(role).isEmpty();
      } else {
        assertThat(reply.userErrors()).as(role).singleElement().asString().startsWith("FORBIDDEN");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OWNER, OWNER ADMIN MEMBER VIEWER",
    "ADMIN, ADMIN MEMBER VIEWER",
    "MEMBER, ''",
    "VIEWER, ''"
  })
  void nobody_revokes_or_renews_an_invitation_above_their_own_rank(String actor, String allowed) {
    for (var role : ROLES) {
      var invited = people.invite(people.owner(), "x" + role + "@example.com", role);
      var id = invited.text("/inviteMember/invitation/id");
      for (var mutation : List.of("renewInvitation", "revokeInvitation")) {
        var errors = People.onInvitation(people.holding(actor), mutation, id).userErrors();
        if (allowed.contains(role)) {
          assertThat(errors).as(mutation + role).isEmpty();
        } else {
          var expected = allowed.isEmpty() ? "NOT_FOUND" : "FORBIDDEN";
          assertThat(errors).containsExactly(expected + " invitationId");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OWNER, OWNER ADMIN MEMBER VIEWER",
    "ADMIN, ADMIN MEMBER VIEWER",
    "MEMBER, ''",
    "VIEWER, ''"
  })
  void nobody_gives_or_takes_a_role_above_their_own(String actor, String allowed) {
    for (var from : ROLES) {
      for (var to : ROLES) {
        if (from.equals(to)) continue;
        var target = people.somebody(from);
        var errors =
            People.changeRole(people.holding(actor), Scene.id("mbr", target), to).userErrors();
        if (allowed.contains(from) && allowed.contains(to)) {
          assertThat(errors).as(from + " to " + to).isEmpty();
          assertThat(People.roleOf(target)).isEqualTo(to);
        } else {
          assertThat(errors).as(from + " to " + to).singleElement().asString().startsWith("FORB");
          assertThat(People.roleOf(target)).isEqualTo(from);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OWNER, OWNER ADMIN MEMBER VIEWER",
    "ADMIN, ADMIN MEMBER VIEWER",
    "MEMBER, ''",
    "VIEWER, ''"
  })
  void nobody_removes_who_ranks_above_them(String actor, String allowed) {
    for (var role : ROLES) {
      var target = people.somebody(role);
      var errors = People.remove(people.holding(actor), Scene.id("mbr", target)).userErrors();
      if (allowed.contains(role)) {
        assertThat(errors).as(role).isEmpty();
        assertThat(People.roleOf(target)).isNull();
      } else {
        assertThat(errors).as(role).containsExactly("FORBIDDEN membershipId");
        assertThat(People.roleOf(target)).isEqualTo(role);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ADMIN", "MEMBER", "VIEWER"})
  void only_owners_transfer_ownership_and_rename(String actor) {
    var person = people.holding(actor);
    assertThat(people.transfer(person, people.member()).userErrors())
        .containsExactly("FORBIDDEN membershipId");
    var rename =
        person.query(
            "mutation($o: ID!) { renameOrganization(input: {orgId: $o, name: \"Mine\"}) { userErrors { code field } } }",
            Map.of("o", people.orgId()));
    assertThat(rename.userErrors()).containsExactly("FORBIDDEN orgId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ADMIN", "MEMBER", "VIEWER"})
  void everybody_but_the_last_owner_leaves_and_the_trail_says_so(String actor) {
    var person = people.holding(actor);
    var reply = people.leave(person);
    assertThat(reply.userErrors()).isEmpty();
    assertThat(reply.text("/leaveOrganization/leftOrganizationId")).isEqualTo(people.orgId());
    assertThat(people.trail()).first().isEqualTo("membership.leave");
    assertThat(people.role(person)).isNull();
  }
}
