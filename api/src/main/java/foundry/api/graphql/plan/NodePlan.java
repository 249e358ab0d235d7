package foundry.api.graphql.plan;

import foundry.api.database.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Nodes of one type that are found by their ids.
 *
 * @param idCell where the row's own id is
 */
record NodePlan(
    RowType type,
    Rows rows,
    ObjectPlan object,
    int idCell,
    Sql sql,
    Map<Optional<Variant>, Statement> statements) {
  NodePlan(RowType type, Rows rows, ObjectPlan object, int idCell, Sql sql) {
    this(type, rows, object, idCell, sql, new ConcurrentHashMap<>());
  }

  Statement statement() {
    return statements.computeIfAbsent(Optional.empty(), ignored -> sql.byIds(rows, type));
  }

  /** One node and the page of its first list. */
  Statement statementWith(ListPlan list, Variant variant) {
    return statements.computeIfAbsent(
        Optional.of(variant), ignored -> sql.byIdWith(rows, type, list, variant));
  }

  /** The list that can be read in the same statement as a single node. */
  Optional<Value.Page> firstList() {
    return object.deferred().stream()
        .filter(slot -> slot.included().isAlways())
        .map(ObjectPlan.Slot::value)
        .filter(Value.Page.class::isInstance)
        .map(Value.Page.class::cast)
        .filter(page -> page.list().hasRows())
        .findFirst();
  }
}
