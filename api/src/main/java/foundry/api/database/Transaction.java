package foundry.api.database;

import foundry.api.database.Statement.Column;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConnectionProvider;
import org.jspecify.annotations.Nullable;

/** One transaction: its connection, and what every statement in it has to go through. */
final class Transaction {
  private static final String MEMBERS =
      """
      select user_id from app.membership
      where org_id = ? and user_id = any (?) and suspended_at is null""";

  private final Connection connection;
  private final Configuration configuration;
  private final Net net;
  private final Watch watch;
  private final Cause cause;
  private final Optional<Entry> entry;
  private @Nullable DSLContext sql;

  /**
   * @param entry what has yet to be said; nothing if it was
   */
  Transaction(
      Connection connection,
      Configuration configuration,
      Net net,
      Watch watch,
      Cause cause,
      Optional<Entry> entry) {
    this.connection = connection;
    this.configuration = configuration;
    this.net = net;
    this.watch = watch;
    this.cause = cause;
    this.entry = entry;
  }

  Net net() {
    return net;
  }

  /** For statements that jOOQ runs. */
  DSLContext sql() {
    enter();
    var made = sql;
    if (made == null) {
      made =
          DSL.using(
              configuration
                  .derive(new DefaultConnectionProvider(connection))
                  .set(new WatchedByJooq(watch, cause)));
      sql = made;
    }
    return made;
  }

  /** Sees to it that who asks has been said. */
  private void enter() {
    entry.ifPresent(owed -> owed.say(connection, watch, cause));
  }

  /** False if all the work has to be done again, by the roles of now. */
  boolean counts() {
    return entry.isEmpty() || entry.get().counts(connection, watch, cause);
  }

  /** Runs a rendered statement; past jOOQ, which would take longer than PostgreSQL does. */
  List<@Nullable Object[]> run(Statement statement, Map<String, Object> values, int room) {
    if (entry.isPresent() && entry.get().isOwed())
      return runFirst(entry.get(), statement, values, room);
    enter();
    var seen = watch.begin(cause, statement.name(), statement.sql());
    try (var prepared = connection.prepareStatement(statement.sql())) {
      bind(prepared, statement, values, 0);
      try (var rows = prepared.executeQuery()) {
        var all = read(rows, statement.columns(), room);
        seen.done(all.size());
        return all;
      }
    } catch (SQLException e) {
      seen.failed(e.getSQLState());
      throw new DataAccessException("a statement failed", e);
    }
  }

  /** The same, sent together with who asks. */
  private List<@Nullable Object[]> runFirst(
      Entry owed, Statement statement, Map<String, Object> values, int room) {
    watch.onStatement().run(); // for the one that says who asks
    var seen = watch.begin(cause, statement.name(), statement.sql());
    try (var both = connection.prepareStatement(owed.sql(statement))) {
      bind(both, statement, values, 1);
      try (var rows = owed.run(both)) {
        var all = read(rows, statement.columns(), room);
        seen.done(all.size());
        return all;
      }
    } catch (SQLException e) {
      seen.failed(e.getSQLState());
      throw new DataAccessException("a statement failed", e);
    }
  }

  private void bind(
      PreparedStatement prepared, Statement statement, Map<String, Object> values, int before)
      throws SQLException {
    int place = before;
    for (var name : statement.places()) bind(prepared, ++place, values.get(name));
  }

  /** Asked under no policy: it is what policies rest on. */
  Set<UserId> members(OrgId org, Collection<UserId> people) {
    enter();
    var seen = watch.begin(cause, "members", MEMBERS);
    try (var prepared = connection.prepareStatement(MEMBERS)) {
      prepared.setObject(1, org.value());
      var ids = people.stream().map(UserId::value).toArray();
      prepared.setArray(2, connection.createArrayOf("uuid", ids));
      var members = new HashSet<UserId>();
      try (var rows = prepared.executeQuery()) {
        while (rows.next()) members.add(new UserId(rows.getObject(1, UUID.class)));
      }
      seen.done(members.size());
      return members;
    } catch (SQLException e) {
      seen.failed(e.getSQLState());
      throw new DataAccessException("a statement failed", e);
    }
  }

  private void bind(PreparedStatement prepared, int place, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> prepared.setNull(place, Types.NULL);
      case UUID[] ids -> prepared.setArray(place, connection.createArrayOf("uuid", ids));
      case String[] texts -> prepared.setArray(place, connection.createArrayOf("text", texts));
      case Enum<?> name -> prepared.setString(place, name.name());
      case Instant time -> prepared.setObject(place, time.atOffset(ZoneOffset.UTC));
      default -> prepared.setObject(place, value);
    }
  }

  private static List<@Nullable Object[]> read(ResultSet rows, List<Column> columns, int room)
      throws SQLException {
    var all = new ArrayList<@Nullable Object[]>();
    int width = columns.size();
    while (rows.next()) {
      var row = new @Nullable Object[width + room];
      for (int i = 0; i < width; i++) row[i] = value(rows, i + 1, columns.get(i));
      all.add(row);
    }
    return all;
  }

  private static @Nullable Object value(ResultSet rows, int index, Column column)
      throws SQLException {
    Object value =
        switch (column) {
          case UUID -> rows.getObject(index, UUID.class);
          case TEXT -> rows.getString(index);
          case TEXTS -> texts(rows, index);
          case INTEGER -> rows.getInt(index);
          case LONG -> rows.getLong(index);
          case DOUBLE -> rows.getDouble(index);
          case BOOLEAN -> rows.getBoolean(index);
          case TIME -> time(rows, index);
        };
    return rows.wasNull() ? null : value;
  }

  private static @Nullable Instant time(ResultSet rows, int index) throws SQLException {
    var time = rows.getObject(index, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable Object texts(ResultSet rows, int index) throws SQLException {
    var array = rows.getArray(index);
    return array == null ? null : List.of((String[]) array.getArray());
  }
}
