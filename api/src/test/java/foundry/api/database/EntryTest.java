package foundry.api.database;

import static foundry.api.tables.Tables.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.api.Scene;
import foundry.api.TestApi;
import foundry.api.viewer.Viewer;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a query reads by roles that are only assumed must never count if they are others by now. */
final class EntryTest {
  private final Scene scene = Scene.create();
  private final UserId person = new UserId(scene.member().id());
  private final OrgId org = new OrgId(scene.org());
  private final AtomicInteger statements = new AtomicInteger();
  private final AtomicInteger runs = new AtomicInteger();
  private final Database database =
      Database.open(TestApi.app(), statements::incrementAndGet, Duration.ofMinutes(1));
  private final Statement projects =
      database
          .statements()
          .render(
              "projects",
              DSL.select(PROJECT.NAME)
                  .from(PROJECT)
                  .where(database.statements().readable(PROJECT)));

  @AfterEach
  void close() {
    database.close();
  }

  private <T> T query(boolean single, Function<Reads, T> work) {
    return database.query(
        person,
        Cause.none("test", "req_test"),
        single,
        reads -> {
          runs.incrementAndGet();
          return work.apply(reads);
        });
  }

  private List<Object> names(Reads reads) {
    return reads.run(projects, Map.of(), 0).stream().map(row -> row[0]).toList();
  }

  private void suspend() {
    TestApi.sql(
        "update app.membership set suspended_at = now() where user_id = ? and org_id = ?",
        person.value(),
        org.value());
  }

  @Test
  void roles_come_with_the_first_statement_once_they_are_known() {
    for (int i = 0; i < 3; i++) {
      assertThat(query(true, this::names)).isEqualTo(List.of("Manuals"));
      assertThat(query(false, this::names)).isEqualTo(List.of("Manuals"));
    }
    assertThat(runs).hasValue(6);
    assertThat(statements).hasValue(12);
  }

  @Test
  void whoever_is_suspended_meanwhile_gets_nothing_that_was_read_by_their_old_roles() {
    query(true, this::names);
    suspend();
    assertThat(query(true, this::names)).isEmpty();
    assertThat(query(true, Reads::viewer).readable()).isEmpty();
  }

  @Test
  void roles_are_asked_for_even_if_nothing_is_read() {
    assertThat(query(false, Reads::viewer).readable()).containsExactly(org);
    suspend();
    assertThat(query(false, Reads::viewer).readable()).isEmpty();
    assertThat(runs).hasValue(3);
  }

  @Test
  void what_fails_by_old_roles_is_tried_again_with_those_of_now() {
    query(true, this::names);
    suspend();
    Viewer viewer =
        query(
            true,
            reads -> {
              if (!reads.viewer().readable().isEmpty()) throw new IllegalStateException("old");
              return reads.viewer();
            });
    assertThat(viewer.readable()).isEmpty();
  }

  @Test
  void what_fails_by_the_roles_of_now_fails_once() {
    query(true, this::names);
    assertThatThrownBy(
            () ->
                query(
                    true,
                    reads -> {
                      names(reads);
                      throw new IllegalStateException("its own");
                    }))
        .hasMessage("its own");
    assertThat(runs).hasValue(2);
  }

  @Test
  void a_second_statement_where_one_was_expected_is_run_all_the_same() {
    query(true, this::names);
    var both = query(true, reads -> List.of(names(reads), reads.count(PROJECT, DSL.noCondition())));
    assertThat(both).isEqualTo(List.of(List.of("Manuals"), 1));
    assertThat(runs).hasValue(3);
    assertThat(query(true, this::names)).isEqualTo(List.of("Manuals"));
  }

  private void rename() {
    TestApi.sql("update app.project set name = name || '!' where org_id = ?", org.value());
  }

  @Test
  void all_that_one_query_reads_is_of_one_moment() {
    for (int i = 0; i < 3; i++) {
      var twice =
          query(
              false,
              reads -> {
                var before = names(reads);
                rename();
                int renamed = reads.count(PROJECT, PROJECT.NAME.notIn(before));
                return before.equals(names(reads)) && renamed == 0;
              });
      assertThat(twice).isEqualTo(true);
    }
    assertThat(runs).hasValue(3);
  }

  @Test
  void what_the_product_reads_is_of_one_moment_too() {
    var same =
        database.read(
            new Viewer.Product(org, "test", "req_test"),
            reads -> {
              var before = names(reads);
              rename();
              return before.equals(names(reads));
            });
    assertThat(same).isEqualTo(true);
  }

  @Test
  void a_connection_is_bounded_in_all_it_waits_for() {
    for (var bound :
        List.of(
            "statement_timeout", "transaction_timeout", "idle_in_transaction_session_timeout")) {
      var value =
          query(false, reads -> reads.sql().fetchSingle("show " + bound).get(0, String.class));
      assertThat(value).as(bound).isNotEqualTo("0");
    }
  }

  @Test
  void somebody_else_on_the_same_connection_sees_their_own() {
    var other = Scene.create();
    TestApi.sql("update app.project set name = 'Theirs' where org_id = ?", other.org());
    query(true, this::names);
    for (int i = 0; i < 20; i++) {
      var theirs =
          database.query(
              new UserId(other.member().id()), Cause.none("test", "req"), true, this::names);
      assertThat(theirs).isEqualTo(List.of("Theirs"));
      assertThat(query(true, this::names)).isEqualTo(List.of("Manuals"));
    }
  }
}
