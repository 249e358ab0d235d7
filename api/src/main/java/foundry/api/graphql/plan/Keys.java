package foundry.api.graphql.plan;

import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;

/** What a condition on a table may refer to: the row it hangs on, and arguments of its field. */
public interface Keys {
  /** A column of the row that the field belongs to. */
  <T> Field<T> of(Field<T> parentColumn);

  /** An argument of the field; null where it is not given. */
  <T> Field<T> argument(String name, Class<T> type);

  /** Limits the table of a sub-select to what the viewer may see. */
  Condition readable(Table<?> table);
}
