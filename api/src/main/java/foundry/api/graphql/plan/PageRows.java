package foundry.api.graphql.plan;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A page of one parent's list, as it was read. */
final class PageRows {
  private final ListPlan list;
  private final Asked asked;
  private final long mark;
  private List<@Nullable Object[]> rows = List.of();
  private boolean cut;
  private int total;
  private boolean beforeAfter;
  private boolean afterBefore;

  /**
   * @param parent identifies the list among those of its name
   */
  PageRows(ListPlan list, Asked asked, UUID parent) {
    this.list = list;
    this.asked = asked;
    this.mark = mark(list, asked, parent);
  }

  static long mark(ListPlan list, Asked asked, UUID parent) {
    return Cursor.mark(ordered(list, asked.variant().order()).mark(), parent);
  }

  private static ListPlan.Ordered ordered(ListPlan list, Listing.Order order) {
    return Objects.requireNonNull(list.orders().get(order));
  }

  long mark() {
    return mark;
  }

  /** One row more than asked for says that there is more. */
  void fill(List<@Nullable Object[]> found) {
    cut = found.size() > asked.size();
    var kept = cut ? found.subList(0, asked.size()) : found;
    rows = asked.variant().backward() ? kept.reversed() : kept;
  }

  void total(int count) {
    total = count;
  }

  void beforeAfter(boolean any) {
    beforeAfter = any;
  }

  void afterBefore(boolean any) {
    afterBefore = any;
  }

  ListPlan list() {
    return list;
  }

  List<@Nullable Object[]> rows() {
    return rows;
  }

  int total() {
    return total;
  }

  boolean hasNext() {
    return (!asked.variant().backward() && cut) || afterBefore;
  }

  boolean hasPrevious() {
    return (asked.variant().backward() && cut) || beforeAfter;
  }

  String cursor(@Nullable Object[] row) {
    return cursor(list, asked.variant().order(), mark, row);
  }

  /** The place of a row in a list of this mark. */
  static String cursor(ListPlan list, Listing.Order order, long mark, @Nullable Object[] row) {
    var value = Objects.requireNonNull(row[ordered(list, order).cell()]);
    var id = (UUID) Objects.requireNonNull(row[list.idCell()]);
    return new Cursor(mark, id, value instanceof Instant ? value : String.valueOf(value))
        .toString();
  }

  /** The place of a row in the default order of its parent's list. */
  static String cursor(ListPlan list, @Nullable Object[] row) {
    var order = list.listing().orders().getFirst();
    var parent = (UUID) Objects.requireNonNull(row[list.parents().getFirst()]);
    return cursor(list, order, Cursor.mark(ordered(list, order).mark(), parent), row);
  }
}
