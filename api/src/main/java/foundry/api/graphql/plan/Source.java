package foundry.api.graphql.plan;

import foundry.api.graphql.Call;
import foundry.api.graphql.Errand;
import foundry.api.graphql.live.LiveField;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * Where the value of a field comes from. The schema says what is made of it: a value for a field
 * whose type is a node is that node's id, and the node is read with all others of its kind.
 */
public sealed interface Source {
  /** The column as it is. */
  record Column(Field<?> column) implements Source {}

  /** A column that holds the id of a node of this type. */
  record Id(Field<?> column, String type) implements Source {}

  /** Worked out from columns of the row. */
  record Computed(List<Field<?>> columns, BiFunction<Cells, Call, ? extends @Nullable Object> value)
      implements Source {}

  /**
   * One row of another table: joined.
   *
   * @param newest if several rows match, the first in this order; empty where only one can
   */
  record One(Match match, List<? extends OrderField<?>> newest) implements Source {}

  /** What another service answers about the row, asked when the transaction is over. */
  record Away(List<Field<?>> columns, BiFunction<Cells, Call, Errand> errand) implements Source {}

  /** An object made of the same row; null unless present. */
  record Part(List<Field<?>> columns, Predicate<Cells> present) implements Source {}

  /** A paged list. */
  record Many(Listing listing) implements Source {}

  /** What the object itself answers, an object of Java. */
  record Known(BiFunction<Object, Call, ? extends @Nullable Object> value) implements Source {}

  /** What has to be looked up for an object of Java, one by one: {@link Call#reads}. */
  record Looked(BiFunction<Object, Call, ? extends @Nullable Object> value) implements Source {}

  /**
   * The edge of a node in a list, by the node's id; from an object of Java.
   *
   * @param list the field that is the list: {@code Project.documents}
   */
  record EdgeOf(String list, BiFunction<Object, Call, ? extends @Nullable Object> id)
      implements Source {}

  /** A subscription: each update is an object of Java, which its topic makes. */
  record Live(LiveField field) implements Source {}

  /** Which rows of another table belong to this one. */
  @FunctionalInterface
  interface Match {
    Condition on(Keys keys, Table<?> target);
  }
}
