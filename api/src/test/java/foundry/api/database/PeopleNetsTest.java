package foundry.api.database;

import static foundry.api.tables.Tables.AUDIT_EVENT;
import static foundry.api.tables.Tables.INVITATION;
import static foundry.api.tables.Tables.MEMBERSHIP;
import static foundry.api.tables.Tables.NOTIFICATION;
import static foundry.api.tables.Tables.ORGANIZATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.api.People;
import foundry.api.TestApi.Person;
import foundry.api.tables.enums.NotificationKind;
import foundry.api.tables.enums.Role;
import foundry.api.viewer.Viewer;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import java.util.Map;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranks among people: each net is taken away in turn. What both must hold is told first. */
final class PeopleNetsTest {
  private final People people = People.create();
  private final People others = People.create();
  private final Database policies = Database.open(NetsTest.unbound());
  private final Database rowSecurity =
      Database.open(foundry.api.TestApi.app(), NetsTest.NO_POLICIES, () -> {});

  @AfterEach
  void close() {
    policies.close();
    rowSecurity.close();
  }

  private Database with(String net) {
    return net.equals("policies") ? policies : rowSecurity;
  }

  /** The person, as the application read their role. */
  private Viewer viewer(Person person) {
    var role = foundry.api.viewer.Role.valueOf(people.role(person));
    return new Viewer.Person(
        new UserId(person.id()), Map.of(new OrgId(people.org()), role), "req_test");
  }

  private static int count(Database database, Viewer viewer, Table<?> table) {
    return database.read(viewer, reads -> reads.count(table, DSL.trueCondition()));
  }

  private int promote(Database database, Viewer viewer, Person whom, Role role) {
    return database.write(
        viewer,
        w ->
            w.update(MEMBERSHIP, Map.of(MEMBERSHIP.ROLE, role))
                .and(MEMBERSHIP.USER_ID.eq(whom.id()))
                .execute());
  }

  private int end(Database database, Viewer viewer, Person whom) {
    return database.write(
        viewer, w -> w.delete(MEMBERSHIP).and(MEMBERSHIP.USER_ID.eq(whom.id())).execute());
  }

  @ParameterizedTest
  @ValueSource(strings = {"policies", "row security"})
  void invitations_are_read_by_admins_and_by_whom_they_are_for(String net) {
    people.invite(people.owner(), "gus@example.com", "MEMBER");
    people.invite(people.owner(), People.email(others.reader()), "MEMBER");
    others.invite(others.owner(), "gus@example.com", "MEMBER");
    assertThat(count(with(net), viewer(people.admin()), INVITATION)).isEqualTo(2);
    assertThat(count(with(net), viewer(people.member()), INVITATION)).isZero();
    var invited = new Viewer.Person(new UserId(others.reader().id()), Map.of(), "req_test");
    assertThat(count(with(net), invited, INVITATION)).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"policies", "row security"})
  void notifications_are_read_by_whom_they_are_for(String net) {
    people.changeRole(people.owner(), people.member(), "VIEWER");
    for (var person : people.all()) {
      int expected = person.equals(people.member()) ? 1 : 0;
      assertThat(count(with(net), viewer(person), NOTIFICATION)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"policies", "row security"})
  void members_change_and_end_nobody_and_admins_no_owner(String net) {
    var member = viewer(people.member());
    assertThat(promote(with(net), member, people.member(), Role.OWNER)).isZero();
    assertThat(promote(with(net), member, people.reader(), Role.OWNER)).isZero();
    assertThat(end(with(net), member, people.reader())).isZero();
    var admin = viewer(people.admin());
    assertThat(promote(with(net), admin, people.owner(), Role.MEMBER)).isZero();
    assertThat(end(with(net), admin, people.owner())).isZero();
    assertThat(promote(with(net), admin, others.member(), Role.VIEWER)).isZero();
    assertThat(end(with(net), admin, others.member())).isZero();
    assertThat(people.role(people.owner())).isEqualTo("OWNER");
    assertThat(end(with(net), member, people.member())).as("their own").isOne();
  }

  @Test
  void row_security_alone_lets_no_admin_make_an_owner() {
    assertThatThrownBy(
            () -> promote(rowSecurity, viewer(people.admin()), people.member(), Role.OWNER))
        .hasMessageContaining("row-level security");
    assertThatThrownBy(() -> invite(people.admin(), people.org(), Role.OWNER))
        .hasMessageContaining("row-level security");
    assertThat(invite(people.owner(), people.org(), Role.OWNER)).isOne();
    assertThatThrownBy(() -> invite(people.owner(), others.org(), Role.MEMBER))
        .hasMessageContaining("row-level security");
  }

  private int invite(Person by, UUID org, Role role) {
    Map<Field<?>, ?> values =
        Map.of(
            INVITATION.ORG_NAME,
            "x",
            INVITATION.EMAIL,
            "x@example.com",
            INVITATION.ROLE,
            role,
            INVITATION.INVITER_ID,
            by.id(),
            INVITATION.INVITER_NAME,
            "x",
            INVITATION.TOKEN_SHA256,
            UUID.randomUUID().toString().replace("-", "").repeat(2));
    return rowSecurity.write(
        viewer(by), w -> w.insert(INVITATION, new OrgId(org), values).execute());
  }

  @Test
  void policies_alone_let_only_admins_invite_and_tell() {
    var org = new OrgId(people.org());
    for (var table : new Table<?>[] {INVITATION, NOTIFICATION}) {
      assertThatThrownBy(
              () ->
                  policies.write(
                      viewer(people.member()), w -> w.insert(table, org, Map.of()).execute()))
          .isInstanceOf(NotAllowed.class);
    }
    assertThatThrownBy(
            () ->
                policies.write(
                    viewer(people.owner()), w -> w.insert(MEMBERSHIP, org, Map.of()).execute()))
        .as("people come by invitation")
        .isInstanceOf(NotAllowed.class);
  }

  @Test
  void row_security_alone_tells_nobody_outside_the_organization() {
    Map<Field<?>, ?> values =
        Map.of(
            NOTIFICATION.ORG_NAME,
            "x",
            NOTIFICATION.USER_ID,
            others.member().id(),
            NOTIFICATION.KIND,
            NotificationKind.REMOVED);
    assertThatThrownBy(
            () ->
                rowSecurity.write(
                    viewer(people.owner()),
                    w -> w.insert(NOTIFICATION, new OrgId(people.org()), values).execute()))
        .hasMessageContaining("row-level security");
  }

  @Test
  void row_security_alone_records_nobody_in_anothers_name() {
    Map<Field<?>, ?> values =
        Map.of(AUDIT_EVENT.ACTION, "thing.act", AUDIT_EVENT.ACTOR_ID, people.owner().id());
    var org = new OrgId(people.org());
    assertThatThrownBy(
            () ->
                rowSecurity.write(
                    viewer(people.member()), w -> w.insert(AUDIT_EVENT, org, values).execute()))
        .hasMessageContaining("row-level security");
    assertThat(
            rowSecurity.<Integer>write(
                viewer(people.owner()), w -> w.insert(AUDIT_EVENT, org, values).execute()))
        .isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"policies", "row security"})
  void only_owners_change_the_organization(String net) {
    for (var person : people.all()) {
      int rows =
          with(net)
              .write(
                  viewer(person),
                  w ->
                      w.update(ORGANIZATION, Map.of(ORGANIZATION.NAME, "mine"))
                          .and(DSL.trueCondition())
                          .execute());
      assertThat(rows).isEqualTo(person.equals(people.owner()) ? 1 : 0);
    }
  }
}
