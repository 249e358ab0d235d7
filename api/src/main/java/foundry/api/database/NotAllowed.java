package foundry.api.database;

import foundry.viewer.OrgId;
import org.jooq.Table;

/**
 * A write into an organization where the viewer may not write. Features check roles first and
 * answer kindly; this stops what they forgot.
 */
public final class NotAllowed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotAllowed(Table<?> table, OrgId org) {
    super("no right to write %s in organization %s".formatted(table.getName(), org));
  }
}
