package foundry.api.database;

import static foundry.api.tables.Tables.FEEDBACK;
import static foundry.api.tables.Tables.IDEMPOTENCY;
import static foundry.api.tables.Tables.ORGANIZATION_LIMIT;
import static foundry.api.tables.Tables.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.api.Scene;
import foundry.api.TestApi;
import foundry.api.tables.App;
import foundry.api.viewer.Role;
import foundry.api.viewer.Viewer;
import foundry.postgres.Login;
import foundry.postgres.ServingRole;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** Each of the two nets is taken away in turn; the other must hold alone. */
final class NetsTest {
  private static final List<String> SCHEMAS = List.of("app", "queue", "traffic");

  /** Net 1 taken away. */
  static final Net NO_POLICIES =
      new Net() {
        @Override
        public Condition readable(Table<?> table, Asking viewer) {
          return DSL.noCondition();
        }

        @Override
        public Condition editable(Table<?> table, Asking viewer) {
          return DSL.noCondition();
        }

        @Override
        public Condition removable(Table<?> table, Asking viewer) {
          return DSL.noCondition();
        }

        @Override
        public boolean mayInsert(Table<?> table, OrgId org, Viewer viewer) {
          return true;
        }
      };

  private final Scene mine = Scene.create();
  private final Scene theirs = Scene.create();
  private final Viewer me =
      new Viewer.Person(
          new UserId(mine.member().id()), Map.of(new OrgId(mine.org()), Role.MEMBER), "req_test");

  /** Net 2 taken away: a role that row-level security does not bind. */
  static Login unbound() {
    TestApi.sql(
        """
        do $$ begin
          if not exists (select from pg_roles where rolname = 'unbound') then
            create role unbound login bypassrls password 'unbound';
          end if;
        end $$;
        grant usage on schema app to unbound;
        grant all on all tables in schema app to unbound;
        grant execute on all functions in schema app to unbound;
        grant usage on schema queue to unbound;
        grant insert on queue.scheduled_tasks to unbound;
        """);
    return new Login(TestApi.app().url(), "unbound", "unbound");
  }

  private void assertHolds(Database database) {
    UUID foreign = Scene.uuid(theirs.project());
    for (var table : App.APP.getTables()) {
      var org = table.field("org_id", UUID.class);
      if (org == null) continue;
      int rows = database.read(me, reads -> reads.count(table, org.eq(theirs.org())));
      assertThat(rows).as("foreign rows of " + table).isZero();
    }
    assertThat(database.<Integer>read(me, r -> r.from(PROJECT).fetch().size())).isEqualTo(1);
    int changed =
        database.write(
            me,
            writes ->
                writes
                    .update(PROJECT, Map.of(PROJECT.NAME, "stolen"))
                    .and(PROJECT.ID.eq(foreign))
                    .execute());
    assertThat(changed).isZero();
    assertThatThrownBy(
            () ->
                database.write(
                    me,
                    writes ->
                        writes
                            .insert(
                                PROJECT,
                                new OrgId(theirs.org()),
                                Map.of(PROJECT.NAME, "x", PROJECT.OWNER_ID, mine.member().id()))
                            .execute()))
        .isInstanceOf(RuntimeException.class);
    assertThat(TestApi.value("select name from app.project where id = ?", foreign))
        .isEqualTo("Manuals");
  }

  /** Somebody's idempotency key, as found or claimed by me. */
  private void assertKeysArePrivate(Database database) {
    var key = UUID.randomUUID().toString();
    var insert =
        "insert into app.idempotency (user_id, key, mutation, input_sha256, payload)"
            + " values (?, ?, 'theirs', repeat('0', 64), '{}')";
    TestApi.sql(insert, theirs.member().id(), key);
    assertThat(database.<Integer>read(me, r -> r.count(IDEMPOTENCY, IDEMPOTENCY.KEY.eq(key))))
        .isZero();
    var claimed =
        database.<Boolean>write(
            me, w -> IdempotencyKeys.claim(w, key, "mine", "0".repeat(64)).isEmpty());
    assertThat(claimed).isTrue();
  }

  @Test
  void idempotency_keys_are_private_by_either_net_and_by_nothing_else() {
    try (var policies = Database.open(unbound());
        var rowSecurity = Database.open(TestApi.app(), NO_POLICIES, () -> {});
        var neither = Database.open(unbound(), NO_POLICIES, () -> {})) {
      assertKeysArePrivate(policies);
      assertKeysArePrivate(rowSecurity);
      assertThatThrownBy(() -> assertKeysArePrivate(neither)).isInstanceOf(AssertionError.class);
    }
  }

  /** What somebody else of my own organization thinks of an answer. */
  private void assertFeedbackIsPrivate(Database database) {
    var job = Scene.uuid(mine.asked("Why?"));
    TestApi.sql(
        "insert into app.feedback (org_id, job_id, user_id, rating) values (?, ?, ?, 'DOWN')",
        mine.org(),
        job,
        mine.reader().id());
    assertThat(database.<Integer>read(me, r -> r.count(FEEDBACK, FEEDBACK.JOB_ID.eq(job))))
        .isZero();
    var changed =
        database.<Integer>write(me, w -> w.delete(FEEDBACK).and(FEEDBACK.JOB_ID.eq(job)).execute());
    assertThat(changed).isZero();
  }

  @Test
  void feedback_is_private_by_either_net_and_by_nothing_else() {
    try (var policies = Database.open(unbound());
        var rowSecurity = Database.open(TestApi.app(), NO_POLICIES, () -> {});
        var neither = Database.open(unbound(), NO_POLICIES, () -> {})) {
      assertFeedbackIsPrivate(policies);
      assertFeedbackIsPrivate(rowSecurity);
      assertThatThrownBy(() -> assertFeedbackIsPrivate(neither)).isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void a_member_sets_no_limit_by_either_net() {
    try (var policies = Database.open(unbound());
        var rowSecurity = Database.open(TestApi.app(), NO_POLICIES, () -> {});
        var neither = Database.open(unbound(), NO_POLICIES, () -> {})) {
      assertThat(limitsSet(policies)).isZero();
      assertThat(limitsSet(rowSecurity)).isZero();
      assertThat(limitsSet(neither)).isPositive();
    }
  }

  private int limitsSet(Database database) {
    return database.write(
        me,
        writes ->
            writes
                .update(ORGANIZATION_LIMIT, Map.of(ORGANIZATION_LIMIT.VALUE, 5))
                .and(ORGANIZATION_LIMIT.ORG_ID.eq(mine.org()))
                .execute());
  }

  private UUID enqueue(Database database, Scene scene) {
    var instance = UUID.randomUUID();
    return database.write(
        me,
        writes -> {
          writes.enqueue("nothing", instance, new OrgId(scene.org()));
          return instance;
        });
  }

  @Test
  void work_is_queued_for_an_organization_of_ones_own() {
    try (var database = Database.open(TestApi.app())) {
      var instance = enqueue(database, mine).toString();
      var sql = "select 1 from queue.scheduled_tasks where task_instance = ?";
      assertThat(TestApi.value(sql, instance)).isEqualTo("1");
    }
  }

  @Test
  void work_for_another_organization_is_stopped_by_either_net_and_by_nothing_else() {
    try (var policies = Database.open(unbound());
        var rowSecurity = Database.open(TestApi.app(), NO_POLICIES, () -> {});
        var neither = Database.open(unbound(), NO_POLICIES, () -> {})) {
      assertThatThrownBy(() -> enqueue(policies, theirs)).isInstanceOf(NotAllowed.class);
      assertThatThrownBy(() -> enqueue(rowSecurity, theirs))
          .hasMessageContaining("row-level security");
      assertThat(enqueue(neither, theirs)).isNotNull();
    }
  }

  @Test
  void a_role_that_no_row_level_security_binds_may_not_serve() {
    var login = unbound();
    assertThatThrownBy(() -> ServingRole.requireBound(login, "FOUNDRY_DATABASE_USER", SCHEMAS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("unbound: bypasses row-level security");
    assertThatThrownBy(
            () -> ServingRole.requireBound(TestApi.superuser(), "FOUNDRY_DATABASE_USER", SCHEMAS))
        .hasMessageContaining("postgres: is a superuser");
    TestApi.sql(
        """
        do $$ begin
          if not exists (select from pg_roles where rolname = 'heir') then
            create role heir login password 'heir';
            create role estate;
            grant estate to heir;
            grant create on schema app to estate;
            create table app.heirloom (id int);
            alter table app.heirloom owner to estate;
          end if;
        end $$;
        """);
    try {
      assertThatThrownBy(
              () ->
                  ServingRole.requireBound(
                      new Login(TestApi.app().url(), "heir", "heir"),
                      "FOUNDRY_DATABASE_USER",
                      SCHEMAS))
          .hasMessageContaining("heir: owns tables");
    } finally {
      TestApi.sql("drop table app.heirloom");
      TestApi.sql("revoke create on schema app from estate");
      TestApi.sql("drop role estate");
      TestApi.sql("drop role heir");
    }
    ServingRole.requireBound(TestApi.app(), "FOUNDRY_DATABASE_USER", SCHEMAS);
  }

  @Test
  void what_the_database_says_of_an_error_names_no_content_of_rows() {
    Map<Field<?>, Object> values =
        Map.of(
            PROJECT.ID,
            Scene.uuid(mine.project()),
            PROJECT.NAME,
            "x",
            PROJECT.OWNER_ID,
            mine.member().id());
    try (var database = Database.open(TestApi.app())) {
      assertThatThrownBy(
              () ->
                  database.write(
                      me, w -> w.insert(PROJECT, new OrgId(mine.org()), values).execute()))
          .hasMessageContaining("project_pkey")
          .hasMessageNotContaining("Detail");
    }
  }

  @Test
  void policies_alone_stop_foreign_reads_and_writes() {
    try (var database = Database.open(unbound())) {
      assertHolds(database);
    }
  }

  @Test
  void row_level_security_alone_stops_foreign_reads_and_writes() {
    try (var database = Database.open(TestApi.app(), NO_POLICIES, () -> {})) {
      assertHolds(database);
    }
  }

  @Test
  void without_both_nets_the_test_above_would_fail() {
    try (var database = Database.open(unbound(), NO_POLICIES, () -> {})) {
      assertThatThrownBy(() -> assertHolds(database)).isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void row_level_security_does_not_trust_what_the_application_believes_about_roles() {
    var boaster =
        new Viewer.Person(
            new UserId(mine.reader().id()),
            Map.of(new OrgId(mine.org()), Role.OWNER, new OrgId(theirs.org()), Role.OWNER),
            "req_test");
    try (var database = Database.open(TestApi.app())) {
      assertThat(database.<Integer>read(boaster, r -> r.from(PROJECT).fetch().size())).isEqualTo(1);
      int changed =
          database.write(
              boaster,
              w ->
                  w.update(PROJECT, Map.of(PROJECT.NAME, "mine"))
                      .and(DSL.trueCondition())
                      .execute());
      assertThat(changed).isZero();
    }
  }
}
