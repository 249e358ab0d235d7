package foundry.api.database;

import java.sql.PreparedStatement;
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
    repeat("forget idempotency keys", "select app.forget_idempotency()");
  }

  /** Quotas of people and organizations that have not been asked for. */
  public void forgetRates() {
    repeat("forget rates", "select traffic.forget_rates()");
  }

  /** How often documents were asked for more than two years ago. */
  public void forgetDocumentUses() {
    repeat("forget document uses", "select traffic.forget_uses()");
  }

  /** Until there is nothing left; each time a transaction of its own. */
  private void repeat(String name, String statement) {
    var calling = new Database.Calling(Cause.none("housekeeping"), name, statement);
    while (database.asNobody(calling, Housekeeping::count) > 0) {}
  }

  private static int count(PreparedStatement statement) throws SQLException {
    try (var rows = statement.executeQuery()) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
