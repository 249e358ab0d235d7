package foundry.api.membership;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.People;
import foundry.api.TestApi;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a mutation answers goes by the roles that it has just given or taken. */
final class ReadBackTest {
  private final People people = People.create();

  @Test
  void who_joins_is_answered_what_they_may_see_from_now_on() {
    var guest = TestApi.person("Gus");
    var joined = People.accept(guest, "token", people.token(guest, "ADMIN"));
    assertThat(joined.text("/acceptInvitation/membership/role")).isEqualTo("ADMIN");
    assertThat(joined.text("/acceptInvitation/membership/organization/name")).isEqualTo("Acme");
    assertThat(joined.text("/acceptInvitation/organization/viewerRole")).isEqualTo("ADMIN");
    assertThat(joined.text("/acceptInvitation/membershipEdge/node/id"))
        .isEqualTo(joined.text("/acceptInvitation/membership/id"));
  }

  @Test
  void who_hands_over_is_answered_as_an_admin() {
    var reply = people.transfer(people.owner(), people.member());
    assertThat(reply.text("/transferOwnership/organization/viewerRole")).isEqualTo("ADMIN");
  }

  @Test
  void who_founds_is_answered_as_the_owner() {
    var founder = TestApi.person("Fay");
    var document =
        """
        mutation($n: String!) { createOrganization(input: {name: $n}) {
          organization { name viewerRole memberships { nodes { role } } } } }
        """;
    var reply = founder.query(document, Map.of("n", "Mine"));
    assertThat(reply.text("/createOrganization/organization/name")).isEqualTo("Mine");
    assertThat(reply.text("/createOrganization/organization/viewerRole")).isEqualTo("OWNER");
    assertThat(reply.texts("/createOrganization/organization/memberships/nodes", "role"))
        .containsExactly("OWNER");
  }
}
