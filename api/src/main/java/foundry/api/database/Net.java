package foundry.api.database;

import foundry.api.viewer.Viewer;
import foundry.viewer.OrgId;
import org.jooq.Condition;
import org.jooq.Table;

/** What is added to every statement before PostgreSQL adds its own. */
interface Net {
  /**
   * @param table a table of ours, under any alias
   */
  Condition readable(Table<?> table, Asking viewer);

  Condition editable(Table<?> table, Asking viewer);

  Condition removable(Table<?> table, Asking viewer);

  boolean mayInsert(Table<?> table, OrgId org, Viewer viewer);
}
