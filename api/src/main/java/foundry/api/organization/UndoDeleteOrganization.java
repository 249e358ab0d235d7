package foundry.api.organization;

import foundry.api.database.OrganizationDeletion;
import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.graphql.relay.GlobalId;
import foundry.api.job.JobWrites;
import foundry.viewer.OrgId;
import java.time.Instant;
import java.util.UUID;

/** Brings a deleted organization back; jobs that its deletion stopped begin anew. */
final class UndoDeleteOrganization {
  record Undone(UUID organization, UUID auditEvent) {}

  private UndoDeleteOrganization() {}

  static Outcome<Undone> run(Writes writes, Call input) {
    String given = input.text("orgId");
    var id = GlobalId.parse(Organization.NODE.prefix(), given);
    if (id.isEmpty()) return Outcome.notFound("orgId", given);
    var org = new OrgId(id.get());
    var undo = OrganizationDeletion.undo(writes, org);
    return switch (undo.verdict()) {
      case DONE -> Outcome.done(reopen(writes, org, undo.deletedAt().orElseThrow()));
      case NOT_FOUND -> Outcome.notFound("orgId", given);
      case FORBIDDEN -> Outcome.forbidden("orgId", "owner");
      case WRONG_STATE ->
          Outcome.refused(Code.WRONG_STATE, "orgId: not deleted (expected: deleted)", "orgId");
    };
  }

  private static Undone reopen(Writes writes, OrgId org, Instant deletedAt) {
    JobWrites.beginAnew(writes, org, deletedAt);
    var name = Organization.NODE.find(writes, org.value()).orElseThrow().name();
    var subject = new Writes.Subject("organization", org.value(), name);
    return new Undone(org.value(), writes.audit(org, "organization.undo_delete", subject));
  }
}
