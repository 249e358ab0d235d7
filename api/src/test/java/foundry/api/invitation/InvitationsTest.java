package foundry.api.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.People;
import foundry.api.Scene;
import foundry.api.TestApi;
import foundry.api.TestApi.Person;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of invitations. */
final class InvitationsTest {
  private static final String MINE =
      """
      { viewer { invitations { totalCount nodes { id email role status organizationName inviterName
        organization { name } inviter { name } } } } }
      """;

  private final People people = People.create();
  private final Person guest = TestApi.person("Gus");

  private String invited(String role) {
    return people
        .invite(people.owner(), People.email(guest), role)
        .text("/inviteMember/invitation/id");
  }

  @Test
  void an_admin_invites_an_address_and_is_told_its_token_once() {
    var reply = people.invite(people.admin(), "  Gus.Grün@Example.COM ", "MEMBER");
    assertThat(reply.userErrors()).isEmpty();
    assertThat(reply.text("/inviteMember/invitation/email")).isEqualTo("gus.grün@example.com");
    assertThat(reply.text("/inviteMember/invitation/status")).isEqualTo("PENDING");
    assertThat(reply.text("/inviteMember/invitation/inviterName"))
        .isEqualTo(people.admin().subject());
    assertThat(reply.text("/inviteMember/invitationEdge/node/id"))
        .isEqualTo(reply.text("/inviteMember/invitation/id"));
    var token = reply.text("/inviteMember/token");
    assertThat(token).matches("invite_[A-Za-z0-9_-]{43}");
    var kept = "select token_sha256 from app.invitation where org_id = ?";
    assertThat(TestApi.value(kept, people.org()))
        .isEqualTo(Scene.sha256(token.getBytes(StandardCharsets.UTF_8)));
    assertThat(people.trail()).first().isEqualTo("invitation.create");
  }

  @Test
  void the_trail_that_everybody_reads_does_not_hold_the_address() {
    people.invite(people.admin(), "gus@example.com", "MEMBER");
    var trail =
        people
            .reader()
            .query(
                "query($o: ID!) { organization(id: $o) { auditEvents { nodes { subjectName subjectId } } invitations { totalCount } } }",
                Map.of("o", people.orgId()));
    assertThat(trail.text("/organization/auditEvents/nodes/0/subjectName"))
        .isEqualTo("g…@example.com");
    assertThat(trail.text("/organization/auditEvents/nodes/0/subjectId")).startsWith("inv_");
    assertThat(trail.data("/organization/invitations/totalCount").asInt()).isZero();
  }

  @Test
  void whoever_has_the_address_is_told_finds_the_invitation_and_joins_by_its_id() {
    var id = invited("ADMIN");
    assertThat(People.told(guest)).containsExactly("INVITATION_RECEIVED");
    var seen = guest.query(MINE);
    assertThat(seen.texts("/viewer/invitations/nodes", "id")).containsExactly(id);
    assertThat(seen.text("/viewer/invitations/nodes/0/organizationName")).isEqualTo("Acme");
    assertThat(seen.text("/viewer/invitations/nodes/0/inviterName"))
        .isEqualTo(people.owner().subject());
    assertThat(seen.data("/viewer/invitations/nodes/0/organization").isNull()).isTrue();
    assertThat(seen.data("/viewer/invitations/nodes/0/inviter").isNull()).isTrue();

    var joined = People.accept(guest, "invitationId", id);
    assertThat(joined.userErrors()).isEmpty();
    assertThat(people.role(guest)).isEqualTo("ADMIN");
    assertThat(People.told(people.owner())).containsExactly("INVITATION_ACCEPTED");
    assertThat(people.trail()).startsWith("membership.join", "invitation.create");
    assertThat(guest.query(MINE).texts("/viewer/invitations/nodes", "status"))
        .containsExactly("ACCEPTED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"VIEWER", "MEMBER", "ADMIN", "OWNER"})
  void one_joins_by_the_token_in_any_role_and_only_once(String role) {
    var token = people.token(guest, role);
    var joined = People.accept(guest, "token", token);
    assertThat(joined.userErrors()).isEmpty();
    assertThat(joined.text("/acceptInvitation/auditEventId")).startsWith("evt_");
    assertThat(people.role(guest)).isEqualTo(role);
    assertThat(People.accept(guest, "token", token).userErrors())
        .containsExactly("WRONG_STATE token");
  }

  @Test
  void a_token_of_no_invitation_is_not_found_and_no_error_repeats_a_token() {
    for (var token : List.of("", "invite_x", "\u0000", "x".repeat(10_000))) {
      var reply = People.accept(guest, "token", token);
      assertThat(reply.userErrors()).containsExactly("NOT_FOUND token");
      if (token.length() > 1) assertThat(reply.userErrorMessage()).doesNotContain(token);
    }
    var both =
        guest.query(
            "mutation { acceptInvitation(input: {token: \"x\", invitationId: \"y\"}) { userErrors { code field } } }");
    assertThat(both.userErrors()).containsExactly("INVALID_INPUT ");
    var neither =
        guest.query("mutation { declineInvitation(input: {}) { userErrors { code field } } }");
    assertThat(neither.userErrors()).containsExactly("INVALID_INPUT ");
  }

  @Test
  void an_invitation_is_good_for_seven_days() {
    var token = people.token(guest, "MEMBER");
    var days =
        "select extract(day from expires_at - created_at)::text from app.invitation where org_id = ?";
    assertThat(TestApi.value(days, people.org())).isEqualTo("7");
    expire();
    assertThat(People.accept(guest, "token", token).userErrors()).containsExactly("EXPIRED token");
    assertThat(guest.query(MINE).texts("/viewer/invitations/nodes", "status"))
        .containsExactly("EXPIRED");
    assertThat(people.role(guest)).isNull();
  }

  private void expire() {
    TestApi.sql("update app.invitation set expires_at = now() where org_id = ?", people.org());
  }

  @Test
  void an_expired_invitation_is_renewed_with_another_token() {
    var old = people.token(guest, "MEMBER");
    var id = guest.query(MINE).text("/viewer/invitations/nodes/0/id");
    expire();
    var renewed = People.onInvitation(people.admin(), "renewInvitation", id);
    assertThat(renewed.text("/renewInvitation/invitation/status")).isEqualTo("PENDING");
    assertThat(People.told(guest)).containsExactly("INVITATION_RECEIVED", "INVITATION_RECEIVED");
    assertThat(People.accept(guest, "token", old).userErrors()).containsExactly("NOT_FOUND token");
    var token = renewed.text("/renewInvitation/token");
    assertThat(People.accept(guest, "token", token).userErrors()).isEmpty();
    assertThat(People.onInvitation(people.admin(), "renewInvitation", id).userErrors())
        .containsExactly("WRONG_STATE invitationId");
  }

  @Test
  void an_address_whose_invitation_expired_is_invited_anew() {
    var first = invited("MEMBER");
    expire();
    var second = invited("ADMIN");
    assertThat(second).isNotEqualTo(first);
    assertThat(guest.query(MINE).texts("/viewer/invitations/nodes", "status"))
        .containsExactly("PENDING", "EXPIRED");
    assertThat(People.accept(guest, "invitationId", first).userErrors())
        .containsExactly("EXPIRED invitationId");
    assertThat(People.onInvitation(people.admin(), "renewInvitation", first).userErrors())
        .containsExactly("WRONG_STATE invitationId");
  }

  @Test
  void an_admin_invites_whom_an_owner_invited_as_owner_once_that_has_expired() {
    var first = invited("OWNER");
    var email = People.email(guest);
    assertThat(people.invite(people.admin(), email, "MEMBER").userErrors())
        .containsExactly("WRONG_STATE role");
    expire();
    assertThat(people.invite(people.admin(), email, "MEMBER").userErrors()).isEmpty();
    assertThat(guest.query(MINE).texts("/viewer/invitations/nodes", "status"))
        .containsExactly("PENDING", "EXPIRED");
    assertThat(People.accept(guest, "invitationId", first).userErrors())
        .containsExactly("EXPIRED invitationId");
  }

  @Test
  void a_revoked_invitation_is_worth_nothing() {
    var token = people.token(guest, "MEMBER");
    var id = guest.query(MINE).text("/viewer/invitations/nodes/0/id");
    var revoked = People.onInvitation(people.admin(), "revokeInvitation", id);
    assertThat(revoked.text("/revokeInvitation/invitation/status")).isEqualTo("REVOKED");
    assertThat(People.accept(guest, "token", token).userErrors())
        .containsExactly("WRONG_STATE token");
    assertThat(People.accept(guest, "invitationId", id).userErrors())
        .containsExactly("WRONG_STATE invitationId");
    assertThat(People.onInvitation(people.admin(), "revokeInvitation", id).userErrors())
        .containsExactly("WRONG_STATE invitationId");
    assertThat(people.trail()).startsWith("invitation.revoke", "invitation.create");
  }

  @Test
  void who_declines_is_recorded_and_can_be_invited_again() {
    var id = invited("MEMBER");
    var declined = People.decline(guest, "invitationId", id);
    assertThat(declined.text("/declineInvitation/invitation/status")).isEqualTo("DECLINED");
    assertThat(people.trail()).first().isEqualTo("invitation.decline");
    assertThat(People.accept(guest, "invitationId", id).userErrors())
        .containsExactly("WRONG_STATE invitationId");
    assertThat(people.role(guest)).isNull();
    var token = people.token(guest, "MEMBER");
    assertThat(People.decline(guest, "token", token).userErrors()).isEmpty();
  }

  @Test
  void an_invitation_is_for_nobody_else() {
    var id = invited("MEMBER");
    var token =
        People.onInvitation(people.owner(), "renewInvitation", id).text("/renewInvitation/token");
    var thief = TestApi.person("Ted");
    assertThat(People.accept(thief, "token", token).userErrors())
        .containsExactly("OTHER_EMAIL token");
    assertThat(People.decline(thief, "token", token).userErrors())
        .containsExactly("OTHER_EMAIL token");
    for (var answered :
        List.of(
            People.accept(thief, "invitationId", id), People.decline(thief, "invitationId", id))) {
      assertThat(answered.userErrors()).containsExactly("NOT_FOUND invitationId");
    }
    assertThat(thief.query(MINE).data("/viewer/invitations/totalCount").asInt()).isZero();
    assertThat(people.role(thief)).isNull();
  }

  @Test
  void an_address_that_nobody_vouches_for_opens_nothing_without_the_token() {
    var id = invited("MEMBER");
    var token =
        People.onInvitation(people.owner(), "renewInvitation", id).text("/renewInvitation/token");
    var claims = TestApi.ISSUER.claims(guest.subject()).claim("email_verified", false);
    var unvouched = TestApi.ISSUER.sign(claims.build());
    assertThat(
            Person.query(unvouched, MINE, Map.of()).data("/viewer/invitations/totalCount").asInt())
        .isZero();
    var document =
        "mutation($i: AcceptInvitationInput!) { acceptInvitation(input: $i) { userErrors { code field } } }";
    assertThat(
            Person.query(unvouched, document, Map.of("i", Map.of("invitationId", id))).userErrors())
        .containsExactly("NOT_FOUND invitationId");
    assertThat(Person.query(unvouched, document, Map.of("i", Map.of("token", token))).userErrors())
        .isEmpty();
  }

  @Test
  void inviting_a_member_says_so_and_so_does_accepting_as_one() {
    assertThat(people.invite(people.owner(), People.email(people.member()), "ADMIN").userErrors())
        .containsExactly("ALREADY_MEMBER email");
    var token = people.token(guest, "ADMIN");
    guest.join(people.org(), "VIEWER");
    assertThat(People.accept(guest, "token", token).userErrors())
        .containsExactly("ALREADY_MEMBER token");
    assertThat(people.role(guest)).isEqualTo("VIEWER");
  }

  @Test
  void an_address_that_is_invited_is_not_invited_twice() {
    var first = people.invite(people.owner(), "gus@example.com", "MEMBER");
    var second = people.invite(people.admin(), "GUS@example.com", "MEMBER");
    assertThat(second.userErrors()).isEmpty();
    assertThat(second.text("/inviteMember/invitation/id"))
        .isEqualTo(first.text("/inviteMember/invitation/id"));
    assertThat(second.data("/inviteMember/token").isNull()).isTrue();
    assertThat(second.data("/inviteMember/auditEventId").isNull()).isTrue();
    assertThat(people.invite(people.admin(), "gus@example.com", "ADMIN").userErrors())
        .containsExactly("WRONG_STATE role");
  }

  @Test
  void somebody_else_may_invite_the_address_too() {
    var others = People.create();
    invited("MEMBER");
    others.token(guest, "MEMBER");
    assertThat(guest.query(MINE).data("/viewer/invitations/totalCount").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "gus",
        "@example.com",
        "gus@",
        "gus@localhost",
        "a b@example.com",
        "a@b@example.com",
        "gus@example.com\u0000",
        "\u202egus@example.com",
        "<gus@example.com>",
        "gus@example..com"
      })
  void what_is_no_address_is_refused_without_repeating_it(String email) {
    var reply = people.invite(people.owner(), email, "MEMBER");
    assertThat(reply.userErrors()).containsExactly("INVALID_INPUT email");
    assertThat(reply.userErrorMessage()).contains("expected: one like name@example.com");
  }

  @Test
  void an_address_has_at_most_254_characters() {
    var domain = "x".repeat(60) + "." + "y".repeat(60) + "." + "z".repeat(60) + ".com";
    assertThat(people.invite(people.owner(), "a".repeat(64) + "@" + domain, "VIEWER").userErrors())
        .isEmpty();
    assertThat(people.invite(people.owner(), "a@" + domain + domain, "VIEWER").userErrors())
        .containsExactly("INVALID_INPUT email");
    assertThat(people.invite(people.owner(), "a".repeat(10_000), "VIEWER").userErrors())
        .containsExactly("INVALID_INPUT email");
  }

  @Test
  void at_most_a_thousand_invitations_wait() {
    TestApi.sql(
        """
        insert into app.invitation (org_id, org_name, email, role, inviter_id, inviter_name, token_sha256)
        select ?, 'x', n || '@example.com', 'VIEWER', ?, 'x', encode(sha256(uuid_send(uuidv7())), 'hex')
        from generate_series(1, 999) n
        """,
        people.org(),
        people.owner().id());
    assertThat(people.invite(people.admin(), "a@example.com", "VIEWER").userErrors()).isEmpty();
    var reply = people.invite(people.admin(), "b@example.com", "VIEWER");
    assertThat(reply.userErrors()).containsExactly("LIMIT_EXCEEDED ");
    assertThat(reply.userErrorMessage()).contains("1000");
  }

  @Test
  void the_list_of_an_organization_is_filtered_by_status() {
    people.invite(people.owner(), "a@example.com", "MEMBER");
    var revoked = people.invite(people.owner(), "b@example.com", "MEMBER");
    People.onInvitation(
        people.owner(), "revokeInvitation", revoked.text("/inviteMember/invitation/id"));
    var list =
        people
            .admin()
            .query(
                "query($o: ID!, $s: [InvitationStatus!]) { organization(id: $o) { invitations(status: $s) { totalCount nodes { email } } } }",
                Map.of("o", people.orgId(), "s", List.of("PENDING")));
    assertThat(list.texts("/organization/invitations/nodes", "email"))
        .containsExactly("a@example.com");
    assertThat(list.data("/organization/invitations/totalCount").asInt()).isOne();
  }

  @Test
  void a_repeated_request_is_answered_with_the_invitation_and_without_the_token() {
    var key = UUID.randomUUID().toString();
    var document =
        """
        mutation($o: ID!, $k: String!) { inviteMember(input: {orgId: $o, email: "gus@example.com", role: MEMBER,
          idempotencyKey: $k}) { invitation { id } token auditEventId userErrors { code field } } }
        """;
    var first = people.owner().query(document, Map.of("o", people.orgId(), "k", key));
    var second = people.owner().query(document, Map.of("o", people.orgId(), "k", key));
    assertThat(first.text("/inviteMember/token")).startsWith("invite_");
    assertThat(second.text("/inviteMember/invitation/id"))
        .isEqualTo(first.text("/inviteMember/invitation/id"));
    assertThat(second.text("/inviteMember/auditEventId"))
        .isEqualTo(first.text("/inviteMember/auditEventId"));
    assertThat(second.data("/inviteMember/token").isNull()).isTrue();
    assertThat(TestApi.value("select payload::text from app.idempotency where key = ?", key))
        .doesNotContain("invite_");
  }
}
