package foundry.api.database;

import foundry.postgres.DatabaseUnavailable;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Forgets what has grown old, whosever it is. Through functions of the database that can do that
 * and nothing else: the role that serves sees no row of anybody without a viewer.
 */
public final class Housekeeping {
  private final Database database;

  public Housekeeping(Database database) {
    this.database = database;
  }

  /** Idempotency keys of more than a day ago. */
  public void forgetIdempotencyKeys() {
    repeat("select app.forget_idempotency()");
  }

  /** Quotas of people and organizations that have not been asked for. */
  public void forgetRates() {
    repeat("select traffic.forget_rates()");
  }

  /** How often documents were asked for more than two years ago. */
  public void forgetDocumentUses() {
    repeat("select traffic.forget_uses()");
  }

  /** Until there is nothing left; each time a transaction of its own. */
  private void repeat(String statement) {
    while (database.asNobody(connection -> count(connection, statement)) > 0) {}
  }

  private static int count(Connection connection, String statement) {
    try (var prepared = connection.prepareStatement(statement);
        var rows = prepared.executeQuery()) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }
}
