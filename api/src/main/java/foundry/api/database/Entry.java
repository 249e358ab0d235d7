package foundry.api.database;

import foundry.api.viewer.Role;
import foundry.api.viewer.Viewer;
import foundry.postgres.DatabaseUnavailable;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A transaction's first word: who asks, which PostgreSQL answers with the roles they hold now.
 *
 * <p>It can go to PostgreSQL together with the first statement, which saves waiting for the answer.
 * That statement goes by the roles held last time, and so does all the work of the transaction; it
 * counts only if the answer is these roles still.
 */
final class Entry {
  /** Roles by organization, suspended memberships left out. */
  static final String SQL = "select org_id, role from app.enter(?)";

  /** Goes before the first statement of a transaction in which all statements see one moment. */
  static final String ONE_SNAPSHOT = "set transaction isolation level repeatable read;";

  private enum State {
    /** Not said yet: the roles are those held last time. */
    OWED,
    SAID,
    /** The last statement has ended the transaction. */
    ENDED,
    /** Nothing that was read counts. */
    MISTAKEN
  }

  private final Viewer.Person viewer;
  private final boolean single;
  private State state = State.OWED;

  /**
   * @param viewer with the roles held last time
   * @param single the first statement is expected to be the only one, and ends the transaction
   */
  Entry(Viewer.Person viewer, boolean single) {
    this.viewer = viewer;
    this.single = single;
  }

  boolean isOwed() {
    return state == State.OWED;
  }

  /** False if all the work has to be done again, by the roles of now. */
  boolean counts(Connection connection, Watch watch, Cause cause) {
    try {
      if (isOwed()) say(connection, watch, cause);
    } catch (Mistaken expected) {
      // The state says it.
    }
    return state != State.MISTAKEN;
  }

  /** What is sent in place of the first statement. */
  String sql(Statement first) {
    return single ? first.asOnly() : first.asFirst();
  }

  /** Says it and runs the first statement; the statement's own places begin with the second. */
  ResultSet run(PreparedStatement both) throws SQLException {
    state = single ? State.ENDED : State.SAID;
    both.setObject(1, viewer.id().value());
    both.execute();
    if (!single) both.getMoreResults(); // the level has no rows
    try (var rows = both.getResultSet()) {
      check(roles(rows));
    }
    both.getMoreResults();
    return both.getResultSet();
  }

  /** Says it by itself, before a statement that cannot go with it or none at all. */
  void say(Connection connection, Watch watch, Cause cause) {
    if (state == State.ENDED) throw mistaken("a second statement where one was expected");
    if (state != State.OWED) return;
    state = State.SAID;
    check(roles(connection, viewer.id(), true, watch, cause));
  }

  private void check(Map<OrgId, Role> found) {
    if (!found.equals(viewer.roles())) throw mistaken("the roles are others by now");
  }

  private Mistaken mistaken(String why) {
    state = State.MISTAKEN;
    return new Mistaken(why);
  }

  /** Ends the work that is to be done again; whatever becomes of it, the entry knows. */
  private static final class Mistaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mistaken(String why) {
      super(why, null, false, false);
    }
  }

  /**
   * Says it where nothing is assumed.
   *
   * @param oneSnapshot for a transaction that only reads
   */
  static Map<OrgId, Role> roles(
      Connection connection, UserId person, boolean oneSnapshot, Watch watch, Cause cause) {
    var seen = watch.begin(cause, "enter", SQL);
    try (var statement = connection.prepareStatement(oneSnapshot ? ONE_SNAPSHOT + SQL : SQL)) {
      statement.setObject(1, person.value());
      statement.execute();
      if (oneSnapshot) statement.getMoreResults();
      try (var rows = statement.getResultSet()) {
        var roles = roles(rows);
        seen.done(roles.size());
        return roles;
      }
    } catch (SQLException e) {
      seen.failed(e.getSQLState());
      throw new DatabaseUnavailable(e);
    }
  }

  private static Map<OrgId, Role> roles(ResultSet rows) throws SQLException {
    var roles = new HashMap<OrgId, Role>();
    while (rows.next()) {
      roles.put(new OrgId(rows.getObject(1, UUID.class)), Role.valueOf(rows.getString(2)));
    }
    return roles;
  }
}
