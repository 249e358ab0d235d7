package foundry.api.database;

import foundry.viewer.UserId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalDouble;

/** How much people and organizations may still ask, of all replicas together. */
public final class Rates {
  /**
   * What was taken.
   *
   * @param requests of those that were wanted
   * @param personFullIn seconds until the person may ask as much at once as a minute allows; empty
   *     if nothing limits them
   * @param organizationFullIn the same of their organization; empty if it is not certain which
   */
  public record Taken(
      int requests, OptionalDouble personFullIn, OptionalDouble organizationFullIn) {}

  private static final Database.Calling TAKE =
      new Database.Calling(
          Cause.none("rate limits"), "rate limits", "select * from traffic.take(?, ?, ?, ?)");

  private final Database database;

  public Rates(Database database) {
    this.database = database;
  }

  /** Takes as many requests as there are. Zero a minute: no limit. */
  public Taken take(UserId person, int wanted, int personPerMinute, int organizationPerMinute) {
    return database.atOnce(
        TAKE,
        statement -> {
          statement.setObject(1, person.value());
          statement.setInt(2, wanted);
          statement.setInt(3, personPerMinute);
          statement.setInt(4, organizationPerMinute);
          return taken(statement);
        });
  }

  private static Taken taken(PreparedStatement statement) throws SQLException {
    try (var row = statement.executeQuery()) {
      row.next();
      return new Taken(row.getInt(1), seconds(row, 2), seconds(row, 3));
    }
  }

  private static OptionalDouble seconds(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
