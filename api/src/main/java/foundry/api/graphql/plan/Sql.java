package foundry.api.graphql.plan;

import foundry.api.database.Statement;
import foundry.api.database.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Param;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Writes the selects of a plan. */
final class Sql {
  /** The ids of the nodes that are read. */
  static final String IDS = "ids";

  /** One column of the parents; followed by its number. */
  static final String PARENTS = "parents_";

  static final String LIMIT = "limit";
  static final String AFTER_VALUE = "after_value";
  static final String AFTER_ID = "after_id";
  static final String BEFORE_VALUE = "before_value";
  static final String BEFORE_ID = "before_id";

  private static final String PARENT = "p";
  private static final Field<Long> PARENT_NUMBER =
      DSL.field(DSL.name(PARENT, "n"), SQLDataType.BIGINT);

  private final Statements statements;

  Sql(Statements statements) {
    this.statements = statements;
  }

  Condition readable(Table<?> table) {
    return statements.readable(table);
  }

  /** Rows by their ids. */
  Statement byIds(Rows rows, RowType type) {
    var main = rows.main();
    var table = main.table().as(main.alias());
    var from = joined(table, rows);
    return statements.render(
        type.name(),
        DSL.select(rows.selected()).from(from).where(hasId(main, type)).and(readable(table)));
  }

  private static Condition hasId(Rows.At main, RowType type) {
    return main.column(type.key())
        .coerce(UUID.class)
        .eq(DSL.any(DSL.param(IDS, SQLDataType.UUID.array())));
  }

  /** One row by its id, once for each row of the page; or once, with an empty page. */
  Statement byIdWith(Rows rows, RowType type, ListPlan list, Variant variant) {
    var main = rows.main();
    var table = main.table().as(main.alias());
    var below = list.rows();
    var page = page(list, variant, main::column).asTable(below.main().alias());
    var from = joined(table, rows).leftJoin(DSL.lateral(page)).on(DSL.trueCondition());
    var fields = new ArrayList<Field<?>>(rows.selected());
    fields.addAll(below.selected());
    return statements.render(
        list.name(),
        DSL.select(fields)
            .from(joined(from, below))
            .where(hasId(main, type))
            .and(readable(table))
            .orderBy(order(below, variant)));
  }

  /** The pages of all parents: the parent's number, then the row. */
  Statement pages(ListPlan list, Variant variant) {
    var below = list.rows();
    var page = page(list, variant, parents(list)).asTable(below.main().alias());
    var fields = new ArrayList<Field<?>>(List.of(PARENT_NUMBER));
    fields.addAll(below.selected());
    var sorted = new ArrayList<OrderField<?>>(List.of(PARENT_NUMBER));
    sorted.addAll(order(below, variant));
    var from = parentTable(list).crossJoin(DSL.lateral(page));
    return statements.render(
        list.name(), DSL.select(fields).from(joined(from, below)).orderBy(sorted));
  }

  /** How many rows the list of each parent has in all: the parent's number, the count. */
  Statement totals(ListPlan list, Variant variant) {
    var table = list.rows().main().table();
    var count =
        DSL.select(DSL.count())
            .from(table)
            .where(inList(list, variant, parents(list)))
            .and(readable(table));
    return statements.render(
        list.name() + " total",
        DSL.select(PARENT_NUMBER, DSL.field(count)).from(parentTable(list)));
  }

  /** Whether there is anything on the other side of a cursor: the parent's number, yes or no. */
  Statement beyond(ListPlan list, Variant variant, boolean beforeTheAfter) {
    var table = list.rows().main().table();
    var inside = beforeTheAfter ? following(list, variant) : preceding(list, variant);
    var any =
        DSL.exists(
            DSL.selectOne()
                .from(table)
                .where(inList(list, variant, parents(list)))
                .and(readable(table))
                .and(inside.not()));
    return statements.render(
        list.name() + " beyond", DSL.select(PARENT_NUMBER, DSL.field(any)).from(parentTable(list)));
  }

  private static Table<?> parentTable(ListPlan list) {
    int count = list.listing().parentColumns().size();
    var arrays =
        IntStream.range(0, count)
            .<Field<?>>mapToObj(i -> DSL.param(PARENTS + i, SQLDataType.UUID.array()));
    var names = IntStream.range(0, count).mapToObj(i -> "k" + i).toList();
    var places = IntStream.range(0, count).mapToObj(i -> "{" + i + "}").toList();
    return DSL.table(
        "unnest(%s) with ordinality as %s(%s, n)"
            .formatted(String.join(", ", places), PARENT, String.join(", ", names)),
        arrays.toArray(Field<?>[]::new));
  }

  /** The parent's columns, as the table of parents names them. */
  private static Function<Field<?>, Field<?>> parents(ListPlan list) {
    var columns = list.listing().parentColumns();
    return column ->
        DSL.field(DSL.name(PARENT, "k" + columns.indexOf(column)), column.getDataType());
  }

  private Select<?> page(ListPlan list, Variant variant, Function<Field<?>, Field<?>> parent) {
    var main = list.rows().main();
    return DSL.select(main.columns())
        .from(main.table())
        .where(inList(list, variant, parent))
        .and(readable(main.table()))
        .and(variant.after() ? following(list, variant) : DSL.noCondition())
        .and(variant.before() ? preceding(list, variant) : DSL.noCondition())
        .orderBy(sorted(variant, List.of(variant.order().column(), id(list))))
        .limit(DSL.param(LIMIT, Integer.class));
  }

  private Condition inList(ListPlan list, Variant variant, Function<Field<?>, Field<?>> parent) {
    var listing = list.listing();
    var filters = variant.filters().stream().map(listing::filter);
    var choices = listing.chosen(variant.choices()).stream();
    return Stream.concat(filters, choices).reduce(listing.belongs(keys(parent)), Condition::and);
  }

  private Keys keys(Function<Field<?>, Field<?>> parent) {
    return new Keys() {
      @Override
      @SuppressWarnings("unchecked") // the same column under another name
      public <T> Field<T> of(Field<T> parentColumn) {
        return (Field<T>) parent.apply(parentColumn);
      }

      @Override
      public <T> Field<T> argument(String name, Class<T> type) {
        throw new IllegalStateException("a list takes its arguments as filters: " + name);
      }

      @Override
      public Condition readable(Table<?> table) {
        return Sql.this.readable(table);
      }
    };
  }

  private static Field<UUID> id(ListPlan list) {
    return list.type().key().coerce(UUID.class);
  }

  private static Condition following(ListPlan list, Variant variant) {
    return beside(list, variant.order(), !variant.order().descending(), AFTER_VALUE, AFTER_ID);
  }

  private static Condition preceding(ListPlan list, Variant variant) {
    return beside(list, variant.order(), variant.order().descending(), BEFORE_VALUE, BEFORE_ID);
  }

  private static Condition beside(
      ListPlan list, Listing.Order order, boolean greater, String value, String id) {
    Field<?> column = order.column();
    Param<?> place = DSL.param(value, column.getDataType());
    var row = DSL.row(column, id(list));
    var cursor = DSL.row(place, DSL.param(id, SQLDataType.UUID));
    return greater
        ? DSL.condition("{0} > {1}", row, cursor)
        : DSL.condition("{0} < {1}", row, cursor);
  }

  private static List<OrderField<?>> order(Rows below, Variant variant) {
    var main = below.main();
    var id = below.key();
    return sorted(variant, List.of(main.column(variant.order().column()), main.column(id)));
  }

  private static List<OrderField<?>> sorted(Variant variant, List<? extends Field<?>> columns) {
    boolean falling = variant.order().descending() != variant.backward();
    return columns.stream().<OrderField<?>>map(c -> falling ? c.desc() : c.asc()).toList();
  }

  private static Table<?> joined(Table<?> from, Rows rows) {
    Table<?> all = from;
    for (var join : rows.joins()) {
      all =
          all.leftJoin(table(join))
              .on(join.one().newest().isEmpty() ? join.on() : DSL.trueCondition());
    }
    return all;
  }

  private static Table<?> table(Rows.Joined join) {
    var at = join.at();
    if (join.one().newest().isEmpty()) return at.table().as(at.alias());
    return DSL.lateral(
        DSL.select(at.columns())
            .from(at.table())
            .where(join.on())
            .orderBy(join.one().newest())
            .limit(DSL.inline(1))
            .asTable(Objects.requireNonNull(at.alias())));
  }
}
