package foundry.local;

import foundry.local.oidc.Persona;
import foundry.local.postgres.Postgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The personas in the database: who belongs to which organization. Written as the superuser, since
 * nobody may yet invite anybody.
 */
final class Personas {
  private final Postgres postgres;

  Personas(Postgres postgres) {
    this.postgres = postgres;
  }

  /** A start on other ports changes the issuer's address; the people stay the same people. */
  void follow(String issuer) {
    try (var connection = postgres.superuser()) {
      if (!hasPeople(connection)) return;
      for (var persona : Persona.ALL) {
        run(
            connection,
            """
            update app.user set issuer = ?
              where subject = ? and issuer like 'http://127.0.0.1:%' and issuer <> ?
            """,
            issuer,
            persona.subject(),
            issuer);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the personas cannot be kept", e);
    }
  }

  private static boolean hasPeople(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select to_regclass('app.user') is not null")) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  /** Safe to repeat. */
  void plant(String issuer) {
    try (var connection = postgres.superuser()) {
      connection.setAutoCommit(false);
      for (var persona : Persona.ALL) plant(connection, issuer, persona);
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException("the personas cannot be planted", e);
    }
  }

  private static void plant(Connection connection, String issuer, Persona persona)
      throws SQLException {
    run(
        connection,
        """
        insert into app.organization (id, name) values (?, ?) on conflict (id) do nothing
        """,
        persona.organization().id(),
        persona.organization().name());
    run(
        connection,
        """
        insert into app.user (issuer, subject, name, email) values (?, ?, ?, ?)
          on conflict (issuer, subject) do nothing
        """,
        issuer,
        persona.subject(),
        persona.name(),
        persona.email());
    run(
        connection,
        """
        insert into app.membership (org_id, user_id, role)
          select ?, u.id, ?::app.role from app.user u where u.issuer = ? and u.subject = ?
          on conflict (org_id, user_id) do nothing
        """,
        persona.organization().id(),
        persona.role(),
        issuer,
        persona.subject());
  }

  private static void run(Connection connection, String command, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(command)) {
      for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
      statement.executeUpdate();
    }
  }
}
