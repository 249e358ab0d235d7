package foundry.api.database;

import foundry.api.viewer.Viewer;
import foundry.viewer.OrgId;
import org.jooq.Condition;
import org.jooq.Table;

/** What is added to every statement before PostgreSQL adds its own. */
interface Net {
  Condition readable(Table<?> table, Viewer viewer);

  Condition editable(Table<?> table, Viewer viewer);

  boolean mayInsert(Table<?> table, OrgId org, Viewer viewer);
}
