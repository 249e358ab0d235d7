package foundry.api.ingest;

import static foundry.api.tables.Tables.API_KEY;
import static foundry.api.tables.Tables.ORGANIZATION;
import static foundry.api.tables.Tables.PROJECT;

import foundry.api.aiclient.AiClient;
import foundry.api.apikey.TellOfApiKey;
import foundry.api.database.Database;
import foundry.api.database.OrganizationDeletion;
import foundry.api.database.Writes;
import foundry.api.queue.Work;
import foundry.api.storage.ObjectStore;
import foundry.api.viewer.Viewer;
import foundry.viewer.OrgId;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Takes an organization that was deleted, and not brought back in time, away: its projects one by
 * one, its keys once the AI service knows that they are revoked, then its people. The trail stays.
 */
public final class PurgeOrganization implements Work {
  private final Database database;
  private final PurgeProject projects;
  private final TellOfApiKey keys;

  public PurgeOrganization(Database database, ObjectStore store, AiClient ai) {
    this.database = database;
    this.projects = new PurgeProject(database, store, ai);
    this.keys = new TellOfApiKey(database, ai);
  }

  @Override
  public Outcome run(Assignment assignment) {
    var org = assignment.org();
    return switch (in(org, writes -> OrganizationDeletion.beginPurge(writes, org))) {
      case KEPT -> Outcome.DONE; // brought back
      case LATER -> Outcome.LATER;
      case DUE -> purge(org);
    };
  }

  private Outcome purge(OrgId org) {
    for (var project : in(org, writes -> writes.from(PROJECT).fetch())) {
      if (projects.purge(of(org, project.getId()), project) == Outcome.LATER) return Outcome.LATER;
    }
    for (UUID key : in(org, writes -> writes.from(API_KEY).fetch(API_KEY.ID))) {
      if (keys.run(of(org, key)) == Outcome.LATER) return Outcome.LATER;
    }
    in(org, writes -> end(writes, org));
    return Outcome.DONE;
  }

  private static Assignment of(OrgId org, UUID instance) {
    return new Assignment(instance, org, 0, "", List.of());
  }

  private static UUID end(Writes writes, OrgId org) {
    var name = writes.from(ORGANIZATION).and(ORGANIZATION.ID.eq(org.value())).fetchSingle();
    OrganizationDeletion.endPurge(writes, org);
    var subject = new Writes.Subject("organization", org.value(), name.getName());
    return writes.audit(org, "organization.purge", subject);
  }

  private <T> T in(OrgId org, Function<Writes, T> work) {
    var requestId = "prg_" + org.toString().replace("-", "");
    return database.write(
        new Viewer.Product(org, "purge organization", requestId),
        writes -> {
          writes.showDeleted(); // projects that were deleted by themselves are purged with the rest
          return work.apply(writes);
        });
  }
}
