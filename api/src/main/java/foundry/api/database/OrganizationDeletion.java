package foundry.api.database;

import foundry.viewer.OrgId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jooq.impl.DSL;

/**
 * The steps of an organization's deletion that no viewer's own rights allow: after the first nobody
 * belongs to it. Each is a function of the database that checks all by itself.
 */
public final class OrganizationDeletion {
  /** What came of an undo. */
  public enum Verdict {
    DONE,
    /** No such organization, or not the viewer's, or too late. */
    NOT_FOUND,
    /** The viewer was no owner of it. */
    FORBIDDEN,
    /** It is not deleted. */
    WRONG_STATE
  }

  /** What came of an undo, and when the organization had been deleted if it is back. */
  public record Undo(Verdict verdict, Optional<Instant> deletedAt) {}

  /** Where a purge stands. */
  public enum Purge {
    /** It is, or was, under way, and nothing brings the organization back. */
    DUE,
    /** The deletion may still be undone. */
    LATER,
    /** The organization is not deleted. */
    KEPT
  }

  private OrganizationDeletion() {}

  /**
   * Shuts everybody out and tells them. The last act of its transaction, in which the viewer may do
   * nothing there any more. False if it was deleted already.
   */
  public static boolean delete(Writes writes, OrgId org) {
    boolean done =
        writes
            .sql()
            .fetchSingle("select app.delete_organization({0})", DSL.val(org.value()))
            .get(0, Boolean.class);
    writes.refreshRoles();
    return done;
  }

  /** Lets back in whoever belonged to it when it was deleted, if the viewer was its owner. */
  public static Undo undo(Writes writes, OrgId org) {
    var row =
        writes
            .sql()
            .fetchSingle(
                "select verdict, was_deleted_at from app.undo_delete_organization({0})",
                DSL.val(org.value()));
    writes.refreshRoles();
    var deletedAt = Optional.ofNullable(row.get(1, OffsetDateTime.class));
    return new Undo(
        Verdict.valueOf(row.get(0, String.class)), deletedAt.map(OffsetDateTime::toInstant));
  }

  /** For the product at work in the organization. */
  public static Purge beginPurge(Writes writes, OrgId org) {
    var row = writes.sql().fetchSingle("select app.begin_purge({0})", DSL.val(org.value()));
    return Purge.valueOf(row.get(0, String.class));
  }

  /** Takes away what is left when the projects are gone; the trail stays. */
  public static void endPurge(Writes writes, OrgId org) {
    writes.sql().fetch("select app.end_purge({0})", DSL.val(org.value()));
  }
}
