package foundry.api.graphql.plan;

import foundry.api.database.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A paged list as one place of a document selects it.
 *
 * @param name the field that is the list: {@code Project.documents}
 * @param parents where the parent's row has the columns that the list refers to
 * @param idCell where a row of the list has its id
 * @param orders where a row of the list has what it is ordered by
 * @param nodes what is written of a row, at each place below the list
 */
record ListPlan(
    String name,
    Listing listing,
    RowType type,
    Rows rows,
    List<Integer> parents,
    int idCell,
    Map<Listing.Order, Ordered> orders,
    Arguments arguments,
    List<PagePart> parts,
    List<ObjectPlan> nodes,
    Wanted wanted,
    Sql sql,
    Map<Object, Statement> statements) {

  /**
   * One order of the list.
   *
   * @param mark what its cursors are told from others by, before the parent is mixed in
   */
  record Ordered(int cell, long mark) {}

  /** What of a page takes a statement of its own. */
  record Wanted(boolean total, boolean next, boolean previous) {}

  /** False if nothing is selected but how many there are. */
  boolean hasRows() {
    return parts.stream().anyMatch(PagePart::isOfRows);
  }

  /** Whether one of such parts is included, with the variables of this run. */
  boolean includes(Run run, Predicate<PagePart> such) {
    return parts.stream().filter(such).anyMatch(part -> run.includes(part.included()));
  }

  private record Totals(List<String> filters, List<@Nullable Object> choices) {}

  private record Beyond(Variant variant, boolean beforeTheAfter) {}

  Statement pages(Variant variant) {
    return kept(variant, key -> sql.pages(this, variant));
  }

  Statement totals(Variant variant) {
    return kept(new Totals(variant.filters(), variant.choices()), key -> sql.totals(this, variant));
  }

  Statement beyond(Variant variant, boolean beforeTheAfter) {
    return kept(
        new Beyond(variant, beforeTheAfter), key -> sql.beyond(this, variant, beforeTheAfter));
  }

  private Statement kept(Object key, Function<Object, Statement> render) {
    var known = statements.get(key);
    return known == null ? statements.computeIfAbsent(key, render) : known;
  }

  static Map<Object, Statement> noStatements() {
    return new ConcurrentHashMap<>();
  }
}
