package foundry.ai.database;

import foundry.viewer.OrgId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements inside one transaction. Values are always parameters, in the order of their marks. */
public final class Transaction {
  /** Makes a value of the row the cursor is on. */
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final Connection connection;

  Transaction(Connection connection) {
    this.connection = connection;
  }

  /** From here to the end of the transaction, rows of this organization are there, no others. */
  public void become(OrgId org) throws SQLException {
    try (var statement = connection.prepareStatement("select set_config('ai.org', ?, true)")) {
      statement.setString(1, org.toString());
      statement.execute();
    }
  }

  public <T> List<T> rows(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
    try (var statement = prepare(sql, values);
        var found = statement.executeQuery()) {
      var rows = new ArrayList<T>();
      while (found.next()) rows.add(row.read(found));
      return rows;
    }
  }

  /** The first row, if there is one. */
  public <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... values)
      throws SQLException {
    try (var statement = prepare(sql, values);
        var found = statement.executeQuery()) {
      return found.next() ? Optional.of(row.read(found)) : Optional.empty();
    }
  }

  /** How many rows it changed. */
  public int run(String sql, @Nullable Object... values) throws SQLException {
    try (var statement = prepare(sql, values)) {
      return statement.executeUpdate();
    }
  }

  /** Runs the statement once for each list of values, in one round trip or a few. */
  public void runAll(String sql, List<@Nullable Object[]> lists) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (var values : lists) {
        set(statement, values);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Tells every replica, once the transaction is committed. At most 8,000 bytes, no content. */
  public void notify(Channel channel, String payload) throws SQLException {
    try (var statement = connection.prepareStatement("select pg_notify(?, ?)")) {
      statement.setString(1, channel.name());
      statement.setString(2, payload);
      statement.execute();
    }
  }

  private PreparedStatement prepare(String sql, @Nullable Object[] values) throws SQLException {
    var statement = connection.prepareStatement(sql);
    try {
      set(statement, values);
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  private static void set(PreparedStatement statement, @Nullable Object[] values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
  }
}
