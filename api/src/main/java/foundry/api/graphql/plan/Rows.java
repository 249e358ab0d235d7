package foundry.api.graphql.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** What one statement reads for each of its rows: columns, of the table and of those joined. */
final class Rows {
  /** One table of the statement, under its alias, and its columns that are needed. */
  record At(Rows rows, Table<?> table, String alias, Set<Field<?>> columns) {
    /** The column as the rest of the statement names it. */
    <T> Field<T> column(Field<T> column) {
      columns.add(column);
      return DSL.field(DSL.name(alias, column.getName()), column.getDataType());
    }

    /** The cell that holds the column. */
    int cell(Field<?> column) {
      return rows.cells.computeIfAbsent(
          column(column),
          field -> {
            rows.selected.add(field);
            return rows.room.addCell();
          });
    }
  }

  /** A joined table; {@code on} refers to the table by its own name where one of many is taken. */
  record Joined(At at, Source.One one, Condition on) {}

  /** An argument of a joined field, and the place in the statement that it goes to. */
  record ArgumentPlace(String place, Arguments arguments, String name) {}

  private final At main;
  private final Field<?> key;
  private final Room room = new Room(0);
  private final List<Field<?>> selected = new ArrayList<>();
  private final Map<Field<?>, Integer> cells = new HashMap<>();
  private final List<Joined> joins = new ArrayList<>();
  private final List<ArgumentPlace> places = new ArrayList<>();

  Rows(RowType type, String alias) {
    this.main = new At(this, type.table(), alias, new LinkedHashSet<>());
    this.key = type.key();
  }

  /** The column that identifies a row. */
  Field<?> key() {
    return key;
  }

  At main() {
    return main;
  }

  Room room() {
    return room;
  }

  List<Field<?>> selected() {
    return selected;
  }

  List<Joined> joins() {
    return joins;
  }

  List<ArgumentPlace> places() {
    return places;
  }

  /** Joins the row that a field refers to. */
  At join(At from, Source.One one, Table<?> table, Keys keys) {
    var alias = main.alias + (joins.size() + 1);
    var at = new At(this, table, alias, new LinkedHashSet<>());
    var target = one.newest().isEmpty() ? table.as(alias) : table;
    joins.add(new Joined(at, one, one.match().on(keys, target).and(keys.readable(target))));
    return at;
  }

  /** The keys of a join: columns of where it hangs, and the field's own arguments. */
  Keys keys(At from, Arguments arguments, Function<Table<?>, Condition> readable) {
    return new Keys() {
      @Override
      public <T> Field<T> of(Field<T> parentColumn) {
        return from.column(parentColumn);
      }

      @Override
      public <T> Field<T> argument(String name, Class<T> type) {
        var place = "argument_%d_%s".formatted(arguments.memo(), name);
        places.add(new ArgumentPlace(place, arguments, name));
        return Objects.requireNonNull(DSL.param(place, type));
      }

      @Override
      public Condition readable(Table<?> table) {
        return readable.apply(table);
      }
    };
  }
}
