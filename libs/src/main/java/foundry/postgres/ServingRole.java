package foundry.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Whether row-level security binds the role that serves requests: without, net 2 is not there. */
public final class ServingRole {
  private static final String POWERS =
      """
      select rolsuper, rolbypassrls, exists (
        select from pg_class t join pg_namespace s on s.oid = t.relnamespace
        where s.nspname = any (?) and t.relkind in ('r', 'p')
          and pg_has_role(current_user, t.relowner, 'MEMBER'))
      from pg_roles where rolname = current_user
      """;

  private ServingRole() {}

  /**
   * Throws if the role could see rows of every organization.
   *
   * @param setting that names the role
   * @param schemas whose tables it must not own
   */
  public static void requireBound(Login login, String setting, List<String> schemas) {
    try (var connection =
        DriverManager.getConnection(login.url(), login.user(), login.password())) {
      String power = power(connection, schemas);
      if (!power.isEmpty()) throw new IllegalStateException(refusal(login, setting, power));
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  private static String power(Connection connection, List<String> schemas) throws SQLException {
    try (var statement = connection.prepareStatement(POWERS)) {
      statement.setArray(1, connection.createArrayOf("text", schemas.toArray()));
      try (var row = statement.executeQuery()) {
        row.next();
        return power(row);
      }
    }
  }

  private static String power(ResultSet row) throws SQLException {
    if (row.getBoolean(1)) return "is a superuser";
    if (row.getBoolean(2)) return "bypasses row-level security";
    return row.getBoolean(3) ? "owns tables" : "";
  }

  private static String refusal(Login login, String setting, String power) {
    return "%s: %s: %s (expected: a role that row-level security binds)"
        .formatted(setting, login.user(), power);
  }
}
