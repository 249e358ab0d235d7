package foundry.api.organization;

import foundry.api.Limits;
import foundry.api.apikey.RevokeApiKey;
import foundry.api.database.OrganizationDeletion;
import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.job.JobWrites;
import java.time.Instant;
import java.util.UUID;

/**
 * Shuts everybody out of an organization, stops its jobs, revokes its keys, and has it purged
 * unless that is undone.
 */
final class DeleteOrganization {
  /** What is gone, and until when it can be brought back. */
  record Deleted(UUID organization, Instant undoUntil, UUID auditEvent) {}

  private DeleteOrganization() {}

  /** Looked up once more behind its lock: another deletion may have shut the viewer out. */
  static Outcome<Deleted> run(Writes writes, Call input) {
    var found =
        Organization.NODE
            .findForUpdate(writes, input.text("orgId"))
            .flatMap(locked -> Organization.NODE.find(writes, locked.uuid()));
    if (found.isEmpty()) return Outcome.notFound("orgId", input.text("orgId"));
    var organization = found.get();
    if (!writes.viewer().owned().contains(organization.id())) {
      return Outcome.forbidden("orgId", "owner");
    }
    if (!organization.name().equals(input.text("name").strip())) {
      return Outcome.refused(
          Code.INVALID_INPUT, "name: another one (expected: the organization's)", "name");
    }
    var deleted = delete(writes, organization);
    return OrganizationDeletion.delete(writes, organization.id())
        ? Outcome.done(deleted)
        : Outcome.notFound("orgId", input.text("orgId"));
  }

  private static Deleted delete(Writes writes, Organization organization) {
    var org = organization.id();
    JobWrites.cancelOpen(writes, org);
    RevokeApiKey.all(writes, org);
    var undoUntil = writes.now().plus(Limits.UNDO_DELETE_ORGANIZATION_MAX);
    writes.enqueueAt("purge_organization", org.value(), org, undoUntil);
    var subject = new Writes.Subject("organization", org.value(), organization.name());
    return new Deleted(org.value(), undoUntil, writes.audit(org, "organization.delete", subject));
  }
}
