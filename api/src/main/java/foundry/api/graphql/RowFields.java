package foundry.api.graphql;

import foundry.api.graphql.plan.Cells;
import foundry.api.graphql.plan.Listing;
import foundry.api.graphql.plan.Source;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jspecify.annotations.Nullable;

/** Says what the fields of one GraphQL type answer, from a row of one table. */
public final class RowFields {
  private final Wiring wiring;
  private final String type;

  RowFields(Wiring wiring, String type) {
    this.wiring = wiring;
    this.type = type;
  }

  private RowFields source(String name, Source source) {
    wiring.source(type, name, source);
    return this;
  }

  /** The column as it is. */
  public RowFields column(String name, Field<?> column) {
    return source(name, new Source.Column(column));
  }

  /** A column that holds the id of a node of the type named. */
  public RowFields id(String name, Field<UUID> column, String ofType) {
    return source(name, new Source.Id(column, ofType));
  }

  /** Worked out from columns. */
  public RowFields computed(
      String name, Function<Cells, ? extends @Nullable Object> value, Field<?>... columns) {
    return computed(name, (cells, call) -> value.apply(cells), columns);
  }

  /** Worked out from columns, the arguments and the viewer. */
  public RowFields computed(
      String name, BiFunction<Cells, Call, ? extends @Nullable Object> value, Field<?>... columns) {
    return source(name, new Source.Computed(List.of(columns), value));
  }

  /** The row of another type whose id is in the column. */
  public RowFields one(String name, Field<UUID> column) {
    return one(
        name,
        (keys, target) ->
            Objects.requireNonNull(target.field("id", UUID.class)).eq(keys.of(column)));
  }

  /** The row of another type that matches; at most one does. */
  public RowFields one(String name, Source.Match match) {
    return source(name, new Source.One(match, List.of()));
  }

  /** Of the rows of another type that match, the first in this order. */
  public RowFields first(String name, Source.Match match, OrderField<?>... order) {
    return source(name, new Source.One(match, List.of(order)));
  }

  /**
   * What another service answers about the row; asked when the request's transaction is over, so
   * not in subscriptions, whose updates are told within one.
   */
  public RowFields away(String name, BiFunction<Cells, Call, Errand> errand, Field<?>... columns) {
    return source(name, new Source.Away(List.of(columns), errand));
  }

  /** An object made of the same row; null unless present. */
  public RowFields part(String name, Predicate<Cells> present, Field<?>... columns) {
    return source(name, new Source.Part(List.of(columns), present));
  }

  /** A paged list. */
  public RowFields list(String name, Listing listing) {
    return source(name, new Source.Many(listing));
  }
}
