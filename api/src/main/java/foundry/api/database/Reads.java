package foundry.api.database;

import foundry.api.viewer.Viewer;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reading inside one transaction, as one viewer. Every table named gets its policy added. */
public sealed class Reads permits Writes {
  private final Transaction transaction;
  private final Net net;
  private Viewer viewer;
  private @Nullable Asking asking;

  Reads(Transaction transaction, Viewer viewer) {
    this.transaction = transaction;
    this.net = transaction.net();
    this.viewer = viewer;
  }

  public final Viewer viewer() {
    return viewer;
  }

  /** The same person, with the roles that this transaction has given or taken. */
  final void become(Viewer.Person person) {
    this.viewer = person;
    this.asking = null;
  }

  /** All columns of the rows that the viewer may see. */
  public final <R extends Record> SelectConditionStep<R> from(Table<R> table) {
    return sql().selectFrom(table).where(net.readable(table, asking()));
  }

  /** These fields of the rows that the viewer may see. */
  public final SelectConditionStep<Record> select(
      Collection<? extends SelectFieldOrAsterisk> fields, Table<?> table) {
    return sql().select(fields).from(table).where(net.readable(table, asking()));
  }

  /** How many rows fit the condition, of those that the viewer may see. */
  public final int count(Table<?> table, Condition condition) {
    return sql()
        .fetchCount(DSL.selectFrom(table).where(net.readable(table, asking())).and(condition));
  }

  /**
   * From here on this transaction sees what is deleted and not yet purged: for whoever deletes,
   * undoes or purges. What belongs to others stays hidden.
   */
  public final void showDeleted() {
    sql().execute("select set_config('app.show_deleted', 'on', true)");
  }

  /** When this transaction began, by the database's clock. */
  public final Instant now() {
    return sql().select(DSL.currentOffsetDateTime()).fetchSingle().value1().toInstant();
  }

  /** What time it is, by the database's clock. */
  public final Instant clock() {
    return sql()
        .select(DSL.field("clock_timestamp()", OffsetDateTime.class))
        .fetchSingle()
        .value1()
        .toInstant();
  }

  /**
   * For the table of a sub-select: the condition that limits it to what the viewer may see. The
   * caller's statement must apply it.
   */
  public final Condition readable(Table<?> table) {
    return net.readable(table, asking());
  }

  /**
   * Runs a statement that was rendered before, under this viewer.
   *
   * @param values by the names of the places; the viewer's own are added here
   * @return each row as its columns, followed by {@code room} empty cells
   */
  public final List<@Nullable Object[]> run(Statement statement, Map<String, ?> values, int room) {
    var all = new HashMap<String, Object>(values);
    for (var place : statement.places()) Asking.fill(place, viewer, all);
    return transaction.run(statement, all, room);
  }

  /** Who of these people belongs to the organization at this moment. */
  public final Set<UserId> members(OrgId org, Collection<UserId> people) {
    return transaction.members(org, people);
  }

  final Asking asking() {
    var made = asking;
    if (made == null) {
      made = Asking.of(viewer);
      asking = made;
    }
    return made;
  }

  final Net net() {
    return net;
  }

  final DSLContext sql() {
    return transaction.sql();
  }
}
