package foundry.api;

import foundry.api.TestApi.Person;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An organization with somebody in every role. */
public record People(UUID org, Person owner, Person admin, Person member, Person reader) {
  private static final String ERRORS = "auditEventId userErrors { code message field }";

  public static People create() {
    var org = TestApi.organization("Acme");
    return new People(
        org,
        TestApi.member(org, "Olga", "OWNER"),
        TestApi.member(org, "Adam", "ADMIN"),
        TestApi.member(org, "Mia", "MEMBER"),
        TestApi.member(org, "Rob", "VIEWER"));
  }

  public String orgId() {
    return Scene.id("org", org);
  }

  public Person holding(String role) {
    return switch (role) {
      case "OWNER" -> owner;
      case "ADMIN" -> admin;
      case "MEMBER" -> member;
      default -> reader;
    };
  }

  public List<Person> all() {
    return List.of(owner, admin, member, reader);
  }

  /** The address that the issuer vouches for. */
  public static String email(Person person) {
    return person.subject().toLowerCase(java.util.Locale.ROOT) + "@example.com";
  }

  public String membershipId(Person person) {
    return Scene.id("mbr", membership(person));
  }

  /** The role that a membership has now; null if it is over. */
  public static String roleOf(UUID membership) {
    return TestApi.value("select role from app.membership where id = ?", membership);
  }

  public UUID membership(Person person) {
    return UUID.fromString(
        TestApi.value(
            "select id from app.membership where org_id = ? and user_id = ?", org, person.id()));
  }

  /** Somebody who has never signed in here, by SQL; answers the membership's id. */
  public UUID somebody(String role) {
    return UUID.fromString(
        TestApi.value(
            """
            with made as (insert into app.user (issuer, subject, name) values ('elsewhere', uuidv7(), 'Target')
              returning id)
            insert into app.membership (org_id, user_id, role) select ?, id, ?::app.role from made returning id
            """,
            org,
            role));
  }

  /** The role held now; null if none. */
  public String role(Person person) {
    return TestApi.value(
        "select role from app.membership where org_id = ? and user_id = ?", org, person.id());
  }

  public Reply invite(Person by, String email, String role) {
    return by.query(
        """
        mutation($o: ID!, $e: String!, $r: Role!) {
          inviteMember(input: {orgId: $o, email: $e, role: $r}) {
            invitation { id email role status organizationName inviterName inviter { name } expiresAt }
            invitationEdge { cursor node { id } } token %s } }
        """
            .formatted(ERRORS),
        Map.of("o", orgId(), "e", email, "r", role));
  }

  /** The token of a new invitation. */
  public String token(Person invited, String role) {
    return invite(owner, email(invited), role).text("/inviteMember/token");
  }

  /**
   * @param by {@code token} or {@code invitationId}
   */
  public static Reply accept(Person person, String by, String value) {
    return person.query(
        """
        mutation($i: AcceptInvitationInput!) { acceptInvitation(input: $i) {
          membership { id role user { name } organization { name } } membershipEdge { node { id } }
          organization { id name viewerRole } %s } }
        """
            .formatted(ERRORS),
        Map.of("i", Map.of(by, value)));
  }

  public static Reply decline(Person person, String by, String value) {
    return person.query(
        "mutation($i: DeclineInvitationInput!) { declineInvitation(input: $i) { invitation { status } %s } }"
            .formatted(ERRORS),
        Map.of("i", Map.of(by, value)));
  }

  public static Reply onInvitation(Person by, String mutation, String invitationId) {
    var type = Character.toUpperCase(mutation.charAt(0)) + mutation.substring(1) + "Input!";
    var token = mutation.startsWith("renew") ? "token" : "";
    return by.query(
        "mutation($i: %s) { %s(input: $i) { invitation { status expiresAt } %s %s } }"
            .formatted(type, mutation, token, ERRORS),
        Map.of("i", Map.of("invitationId", invitationId)));
  }

  public Reply changeRole(Person by, Person of, String role) {
    return changeRole(by, membershipId(of), role);
  }

  public static Reply changeRole(Person by, String membershipId, String role) {
    return by.query(
        """
        mutation($m: ID!, $r: Role!) { changeRole(input: {membershipId: $m, role: $r}) {
          membership { role user { name } } %s } }
        """
            .formatted(ERRORS),
        Map.of("m", membershipId, "r", role));
  }

  public Reply remove(Person by, Person whom) {
    return remove(by, membershipId(whom));
  }

  public static Reply remove(Person by, String membershipId) {
    return by.query(
        """
        mutation($m: ID!) { removeMember(input: {membershipId: $m}) {
          removedMembershipId organization { memberships { totalCount } } %s } }
        """
            .formatted(ERRORS),
        Map.of("m", membershipId));
  }

  public Reply leave(Person person) {
    return person.query(
        "mutation($o: ID!) { leaveOrganization(input: {orgId: $o}) { leftOrganizationId %s } }"
            .formatted(ERRORS),
        Map.of("o", orgId()));
  }

  public Reply transfer(Person by, Person to) {
    return by.query(
        """
        mutation($m: ID!) { transferOwnership(input: {membershipId: $m}) {
          organization { viewerRole } membership { role } viewerMembership { role } %s } }
        """
            .formatted(ERRORS),
        Map.of("m", membershipId(to)));
  }

  /** Kinds of the notifications a person has, newest first. */
  public static List<String> told(Person person) {
    return person
        .query("{ viewer { notifications { nodes { kind } } } }")
        .texts("/viewer/notifications/nodes", "kind");
  }

  /** What the trail says was done, newest first. */
  public List<String> trail() {
    return owner
        .query(
            "query($o: ID!) { organization(id: $o) { auditEvents { nodes { action } } } }",
            Map.of("o", orgId()))
        .texts("/organization/auditEvents/nodes", "action");
  }
}
