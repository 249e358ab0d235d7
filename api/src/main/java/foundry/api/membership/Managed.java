package foundry.api.membership;

import static foundry.api.tables.Tables.MEMBERSHIP;
import static foundry.api.tables.Tables.ORGANIZATION;

import foundry.api.account.User;
import foundry.api.database.Writes;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.organization.Organization;
import foundry.api.viewer.Role;
import foundry.viewer.OrgId;
import java.util.UUID;
import java.util.function.Function;

/**
 * Another's membership, held for this transaction by somebody who ranks with it.
 *
 * @param name what the person is called
 */
record Managed(Membership membership, Organization organization, Role viewerRole, String name) {
  private static final String FIELD = "membershipId";

  /** Goes on with the membership if the viewer may manage it; else says why not. */
  static <P> Outcome<P> with(Writes writes, String globalId, Function<Managed, Outcome<P>> then) {
    var seen = Membership.NODE.find(writes, globalId);
    if (seen.isEmpty()) return Outcome.notFound(FIELD, globalId);
    var org = seen.get().org();
    if (writes.viewer().owned().contains(org)) holdOwners(writes, org);
    var role = writes.viewer().roleIn(org).orElse(Role.VIEWER);
    if (!role.mayAdminister()) return Outcome.forbidden(FIELD, "admin or owner");
    var held = writes.from(MEMBERSHIP).and(MEMBERSHIP.ID.eq(seen.get().uuid())).forNoKeyUpdate();
    var found = held.fetchOptional().map(Membership.NODE::of);
    if (found.isPresent()) return then.apply(managed(writes, found.get(), role));
    // Gone by now, or an owner's, which is hidden from an admin's lock.
    var isThere = Membership.NODE.find(writes, globalId).isPresent();
    return isThere ? Outcome.forbidden(FIELD, "owner") : Outcome.notFound(FIELD, globalId);
  }

  private static Managed managed(Writes writes, Membership membership, Role viewerRole) {
    var organization = Organization.NODE.find(writes, membership.org().value()).orElseThrow();
    var name = User.NODE.find(writes, membership.user().value()).orElseThrow().name();
    return new Managed(membership, organization, viewerRole, name);
  }

  /**
   * Makes every owner wait who might change who owns the organization, until this transaction ends;
   * for an owner, who may have ceased to be one meanwhile. Other writes go on: none needs the lock.
   */
  static void holdOwners(Writes writes, OrgId org) {
    writes.from(ORGANIZATION).and(ORGANIZATION.ID.eq(org.value())).forNoKeyUpdate().fetch();
    writes.refreshRoles();
  }

  /** True if nobody else owns the organization; asked while owners are held. */
  static boolean isLastOwner(Writes writes, Membership membership) {
    if (membership.role() != Role.OWNER) return false;
    var others =
        MEMBERSHIP
            .ORG_ID
            .eq(membership.org().value())
            .and(MEMBERSHIP.ROLE.eq(foundry.api.tables.enums.Role.OWNER))
            .and(MEMBERSHIP.SUSPENDED_AT.isNull())
            .and(MEMBERSHIP.ID.ne(membership.uuid()));
    return writes.count(MEMBERSHIP, others) == 0;
  }

  static <P> Outcome<P> lastOwner(String field) {
    return Outcome.refused(
        Code.LAST_OWNER,
        field + ": the organization's last owner (expected: make somebody else an owner first)",
        field);
  }

  boolean isViewers(Writes writes) {
    return writes.viewer().user().filter(membership.user()::equals).isPresent();
  }

  UUID audit(Writes writes, String action) {
    var subject = new Writes.Subject("membership", membership.uuid(), name);
    return writes.audit(membership.org(), action, subject);
  }
}
