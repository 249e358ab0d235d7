package foundry.api.database;

import static foundry.api.tables.Tables.MEMBERSHIP;

import foundry.api.viewer.Email;
import foundry.api.viewer.Role;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a verified token says of a person into a viewer; registers the person at first sight.
 */
public final class SignIn {
  /** What the issuer vouches for. */
  public record Identity(
      String issuer, String subject, String name, @Nullable String email, Optional<Email> vouched) {

    /**
     * @param vouched the e-mail address in its one form, if the issuer says that it is this
     *     person's; nothing if it only says so itself
     */
    public Identity {}
  }

  private final Database database;

  public SignIn(Database database) {
    this.database = database;
  }

  /** Finds the person, or registers them. */
  public UserId register(Identity identity, String requestId) {
    var calling =
        new Database.Calling(
            Cause.none("sign in", requestId), "sign in", "select app.sign_in(?, ?, ?, ?, ?)");
    return database.asNobody(calling, statement -> register(statement, identity));
  }

  private static UserId register(PreparedStatement statement, Identity identity)
      throws SQLException {
    statement.setString(1, identity.issuer());
    statement.setString(2, identity.subject());
    statement.setString(3, identity.name());
    statement.setString(4, identity.email());
    statement.setString(5, identity.vouched().map(Email::value).orElse(null));
    try (ResultSet rows = statement.executeQuery()) {
      rows.next();
      return new UserId(rows.getObject(1, UUID.class));
    }
  }

  /** Memberships are what makes a viewer, so no policy can be applied to them yet: net 2 alone. */
  static Map<OrgId, Role> roles(Reads reads, UserId user) {
    var roles = new HashMap<OrgId, Role>();
    reads
        .sql()
        .select(MEMBERSHIP.ORG_ID, MEMBERSHIP.ROLE)
        .from(MEMBERSHIP)
        .where(MEMBERSHIP.USER_ID.eq(user.value()).and(MEMBERSHIP.SUSPENDED_AT.isNull()))
        .forEach(
            row -> roles.put(new OrgId(row.value1()), Role.valueOf(row.value2().getLiteral())));
    return roles;
  }
}
