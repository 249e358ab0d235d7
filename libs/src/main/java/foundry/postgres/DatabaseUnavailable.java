package foundry.postgres;

import java.sql.SQLException;

/** PostgreSQL cannot be reached or has no free connection. */
public final class DatabaseUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatabaseUnavailable(SQLException cause) {
    super("the database cannot be reached", cause);
  }
}
