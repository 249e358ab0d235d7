package foundry.api.database;

import foundry.viewer.OrgId;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The ways into an organization, for somebody who does not belong to it yet and whom both nets
 * therefore stop. Each is a function of the database that does one thing and checks all by itself.
 */
public final class Entrance {
  /** How an invitation was answered, or where it stands that could not be. */
  public enum Verdict {
    JOINED,
    TURNED_DOWN,
    /** No such invitation, or it is not for the viewer. */
    NOT_FOUND,
    /** The viewer belongs to the organization already. */
    MEMBER,
    /** It is for another address than the viewer's. */
    OTHER_EMAIL,
    ACCEPTED,
    DECLINED,
    REVOKED,
    EXPIRED
  }

  /** What came of it; the ids unless nothing was found, the event if it was turned down. */
  public record Answer(
      Verdict verdict,
      @Nullable UUID invitation,
      @Nullable UUID organization,
      @Nullable UUID event) {}

  private Entrance() {}

  /** Makes the viewer the first owner of a new organization. */
  public static OrgId createOrganization(Writes writes, String name) {
    var made =
        writes
            .sql()
            .fetchSingle("select app.create_organization({0})", DSL.val(name))
            .get(0, UUID.class);
    writes.refreshRoles();
    return new OrgId(made);
  }

  /** Accepts an invitation by its token or, if it is for the viewer's own address, its id. */
  public static Answer accept(Writes writes, @Nullable String tokenSha256, @Nullable UUID id) {
    var answer = answer(writes, tokenSha256, id, true);
    writes.refreshRoles();
    return answer;
  }

  /** Declines an invitation; found as for {@link #accept}. */
  public static Answer decline(Writes writes, @Nullable String tokenSha256, @Nullable UUID id) {
    return answer(writes, tokenSha256, id, false);
  }

  /** Tells whoever is invited and has signed in before; nobody learns whether there is somebody. */
  public static void tellInvited(Writes writes, UUID invitation) {
    writes.sql().fetch("select app.tell_invited({0})", DSL.val(invitation));
  }

  /**
   * Closes the invitation of an address that expired, where it would stand in the way of another;
   * also one that the viewer ranks too low to change.
   */
  public static void closeExpired(Writes writes, OrgId org, String email) {
    writes
        .sql()
        .fetch(
            "select app.close_expired_invitation({0}, {1})", DSL.val(org.value()), DSL.val(email));
  }

  private static Answer answer(
      Writes writes, @Nullable String tokenSha256, @Nullable UUID id, boolean accept) {
    var row =
        writes
            .sql()
            .fetchSingle(
                "select verdict, id, org_id, event_id from app.answer_invitation({0}, {1}, {2}, {3})",
                DSL.val(tokenSha256, String.class),
                DSL.val(id, UUID.class),
                DSL.val(accept),
                DSL.val(writes.viewer().requestId()));
    return new Answer(
        Verdict.valueOf(row.get(0, String.class)),
        row.get(1, UUID.class),
        row.get(2, UUID.class),
        row.get(3, UUID.class));
  }
}
