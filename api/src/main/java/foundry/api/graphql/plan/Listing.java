package foundry.api.graphql.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * What a paged list holds, and how it can be ordered and filtered. The first order is the default;
 * every list is ordered by one column that is never null, and by id where that ties.
 */
public final class Listing {
  /** Rows in the order of a column. */
  record Order(String name, TableField<?, ?> column, boolean descending) {}

  /** A column of the list's table that equals one of the parent. */
  record Link(Field<?> child, Field<?> parent) {}

  /** Applies when the argument is given; its value goes into the place. */
  record Filter(String place, DataType<?> type, Condition condition) {}

  private final List<Link> links = new ArrayList<>();
  private final List<Order> orders = new ArrayList<>();
  private final Map<String, Filter> filters = new LinkedHashMap<>();
  private final Map<String, Function<@Nullable Object, Condition>> choices = new LinkedHashMap<>();
  private @Nullable Function<Keys, Condition> where;
  private List<Field<?>> parents = List.of();

  /** The rows whose column equals the parent's; several hold together. */
  public <T> Listing link(TableField<?, T> child, Field<T> parent) {
    links.add(new Link(child, parent));
    return this;
  }

  /** The rows for which this holds, which refers to these columns of the parent. */
  public Listing where(Function<Keys, Condition> condition, Field<?>... parentColumns) {
    this.where = condition;
    this.parents = List.of(parentColumns);
    return this;
  }

  /** Newest first, or by another time, latest first. */
  public Listing newestFirst(String name, TableField<?, ?> column) {
    return order(new Order(name, column, true));
  }

  /** From the smallest to the largest. */
  public Listing rising(String name, TableField<?, ?> column) {
    return order(new Order(name, column, false));
  }

  private Listing order(Order order) {
    if (order.column().getDataType().nullable()) {
      throw new IllegalArgumentException(order.column() + " may be null: no order for a list");
    }
    orders.add(order);
    return this;
  }

  /** Where the argument is given: the rows whose column is the value. */
  public <T> Listing filter(String argument, TableField<?, T> column) {
    return filter(argument, column.getDataType(), column::eq);
  }

  /** Where the argument is given: the rows whose column is one of the values. */
  public <T> Listing filterAny(String argument, TableField<?, T> column) {
    return filter(argument, column.getDataType().array(), place -> column.eq(DSL.any(place)));
  }

  /** Where the argument is given: the rows for which this holds of its value. */
  public <T> Listing filter(
      String argument, DataType<T> type, Function<Field<T>, Condition> condition) {
    var place = "filter_" + argument;
    filters.put(argument, new Filter(place, type, condition.apply(DSL.param(place, type))));
    return this;
  }

  /**
   * Where the argument is given: the rows whose text holds it, whatever the case.
   *
   * @param folded the column's text in lower case, as PostgreSQL folds it
   */
  public Listing filterText(String argument, TableField<?, String> folded) {
    return filter(
        argument,
        SQLDataType.VARCHAR,
        place ->
            DSL.condition(
                "position(lower({0} collate pg_unicode_fast) in {1}) > 0", place, folded));
  }

  /**
   * The rows for which the condition holds that belongs to the argument's value, or to null where
   * it is not given. For arguments with a handful of values: each makes a statement of its own.
   */
  public Listing choose(String argument, Function<@Nullable Object, Condition> condition) {
    choices.put(argument, condition);
    return this;
  }

  List<Link> links() {
    return links;
  }

  List<Order> orders() {
    return orders;
  }

  /** What holds because of a filter that applies. */
  Condition filter(String argument) {
    return Objects.requireNonNull(filters.get(argument)).condition();
  }

  /** What holds because of the arguments that choose, by their values in order. */
  List<Condition> chosen(List<@Nullable Object> values) {
    var all = new ArrayList<Condition>();
    int i = 0;
    for (var choice : choices.values()) all.add(choice.apply(values.get(i++)));
    return all;
  }

  Map<String, Filter> filters() {
    return filters;
  }

  Map<String, Function<@Nullable Object, Condition>> choices() {
    return choices;
  }

  /** The list's own columns that equal the parent's, in the same order. */
  List<Field<?>> linked() {
    if (where != null) throw new IllegalStateException("edges are only made of linked lists");
    return links.reversed().stream().<Field<?>>map(Link::child).toList();
  }

  /** The parent's columns that the list refers to; the first one identifies the parent. */
  List<Field<?>> parentColumns() {
    if (where != null) return parents;
    return links.reversed().stream().<Field<?>>map(Link::parent).toList();
  }

  @SuppressWarnings("unchecked") // a link is only made of two columns of one type
  Condition belongs(Keys keys) {
    if (where != null) return where.apply(keys);
    Condition all = DSL.noCondition();
    for (var link : links) {
      all = all.and(((Field<Object>) link.child()).eq(keys.of((Field<Object>) link.parent())));
    }
    return all;
  }
}
