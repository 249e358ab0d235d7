package foundry.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.TestApi;
import org.junit.jupiter.api.Test;

final class ViewerTest {
  @Test
  void somebody_who_signs_in_for_the_first_time_is_registered_under_their_name() {
    var ann = TestApi.person("Ann");
    var reply = ann.query("{ viewer { id name email organizations { totalCount nodes { id } } } }");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text("/viewer/name")).isEqualTo(ann.subject());
    assertThat(reply.text("/viewer/email")).isEqualTo(ann.subject() + "@example.com");
    assertThat(reply.text("/viewer/id")).matches("usr_[0-9a-f]{32}");
    assertThat(reply.data("/viewer/organizations/totalCount").asInt()).isZero();
  }

  @Test
  void a_suspended_member_no_longer_sees_the_organization() {
    var org = TestApi.organization("Acme");
    var ann = TestApi.member(org, "Ann", "OWNER");
    assertThat(
            ann.query("{ viewer { organizations { nodes { name viewerRole } } } }")
                .json()
                .toString())
        .contains("{\"name\":\"Acme\",\"viewerRole\":\"OWNER\"}");
    TestApi.sql("update app.membership set suspended_at = now() where user_id = ?", ann.id());
    assertThat(
            ann.query("{ viewer { organizations { nodes { name } } } }")
                .data("/viewer/organizations/nodes"))
        .isEmpty();
  }
}
