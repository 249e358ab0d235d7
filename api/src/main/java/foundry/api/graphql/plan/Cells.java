package foundry.api.graphql.plan;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.EnumType;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/** The columns of one row that a computed field asked for. */
public final class Cells {
  private final @Nullable Object[] row;
  private final List<Field<?>> columns;
  private final int[] cells;

  Cells(@Nullable Object[] row, List<Field<?>> columns, int[] cells) {
    this.row = row;
    this.columns = columns;
    this.cells = cells;
  }

  /** A column that is never null. */
  public <T> T get(Field<T> column) {
    T value = find(column);
    if (value == null) throw new IllegalStateException(column + " is null");
    return value;
  }

  /** A column that may be null. */
  @SuppressWarnings("ReferenceEquality") // columns are constants; jOOQ compares them by their SQL
  public <T> @Nullable T find(Field<T> column) {
    for (int i = 0; i < cells.length; i++) {
      if (columns.get(i) == column) return typed(row[cells[i]], column.getType());
    }
    throw new IllegalArgumentException("not among the columns asked for: " + column);
  }

  /** Enums and JSON are read as text. */
  private static <T> @Nullable T typed(@Nullable Object value, Class<T> type) {
    if (value == null || type.isInstance(value)) return type.cast(value);
    if (type == JSONB.class) return type.cast(JSONB.valueOf((String) value));
    if (type == OffsetDateTime.class) {
      return type.cast(((Instant) value).atOffset(ZoneOffset.UTC));
    }
    for (var constant : type.getEnumConstants()) {
      if (((EnumType) constant).getLiteral().equals(value)) return constant;
    }
    throw new IllegalStateException("%s cannot be read as %s".formatted(value.getClass(), type));
  }
}
