package foundry.api.database;

import foundry.api.database.Database.Login;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Whether row-level security binds the role that serves requests: without, net 2 is not there. */
public final class ServingRole {
  private static final String POWERS =
      """
      select rolsuper, rolbypassrls, exists (
        select from pg_class t join pg_namespace s on s.oid = t.relnamespace
        where s.nspname in ('app', 'queue') and t.relkind in ('r', 'p')
          and pg_has_role(current_user, t.relowner, 'MEMBER'))
      from pg_roles where rolname = current_user
      """;

  private ServingRole() {}

  /** Throws if the role could see rows of every organization. */
  public static void requireBound(Login login) {
    try (var connection = DriverManager.getConnection(login.url(), login.user(), login.password());
        var statement = connection.createStatement();
        var row = statement.executeQuery(POWERS)) {
      row.next();
      var power = power(row);
      if (!power.isEmpty()) throw new IllegalStateException(refusal(login, power));
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  private static String power(ResultSet row) throws SQLException {
    if (row.getBoolean(1)) return "is a superuser";
    if (row.getBoolean(2)) return "bypasses row-level security";
    return row.getBoolean(3) ? "owns tables" : "";
  }

  private static String refusal(Login login, String power) {
    return "FOUNDRY_DATABASE_USER: %s: %s (expected: a role that row-level security binds)"
        .formatted(login.user(), power);
  }
}
