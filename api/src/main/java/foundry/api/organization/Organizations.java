package foundry.api.organization;

import static foundry.api.tables.Tables.API_KEY;
import static foundry.api.tables.Tables.AUDIT_EVENT;
import static foundry.api.tables.Tables.INVITATION;
import static foundry.api.tables.Tables.JOB;
import static foundry.api.tables.Tables.MEMBERSHIP;
import static foundry.api.tables.Tables.ORGANIZATION;
import static foundry.api.tables.Tables.ORGANIZATION_LIMIT;
import static foundry.api.tables.Tables.PROJECT;

import foundry.api.audit.AuditEvent;
import foundry.api.graphql.Call;
import foundry.api.graphql.Feature;
import foundry.api.graphql.RowFields;
import foundry.api.graphql.Wiring;
import foundry.api.graphql.plan.Cells;
import foundry.api.graphql.plan.Listing;
import foundry.api.invitation.Invitation;
import foundry.api.viewer.Role;
import foundry.api.viewer.Viewer;
import foundry.viewer.OrgId;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Organizations and what they hold. */
public final class Organizations implements Feature {
  @Override
  public void describe(Wiring wiring) {
    wiring.sdl(Organizations.class, "organization.graphqls");
    wiring.query("organization", call -> call.text("id"));
    describeMutations(wiring);
    var organization = wiring.node(Organization.NODE);
    describeFields(organization);
    describePeople(organization);
    describeWork(organization);
    describeRecords(organization);
  }

  private static void describeFields(RowFields organization) {
    organization
        .id("id", ORGANIZATION.ID, "Organization")
        .column("createdAt", ORGANIZATION.CREATED_AT)
        .column("updatedAt", ORGANIZATION.UPDATED_AT)
        .column("name", ORGANIZATION.NAME)
        .computed("viewerRole", Organizations::viewerRole, ORGANIZATION.ID)
        .computed("viewerCanAdminister", Organizations::viewerCanAdminister, ORGANIZATION.ID);
  }

  private static void describePeople(RowFields organization) {
    organization
        .list(
            "memberships",
            new Listing()
                .link(MEMBERSHIP.ORG_ID, ORGANIZATION.ID)
                .filterAny("role", MEMBERSHIP.ROLE)
                .newestFirst("JOINED_AT", MEMBERSHIP.CREATED_AT)
                .rising("NAME", MEMBERSHIP.NAME_KEY))
        .list(
            "invitations",
            new Listing()
                .link(INVITATION.ORG_ID, ORGANIZATION.ID)
                .filter("status", Invitation.STATUSES, Invitation::hasStatus)
                .newestFirst("CREATED_AT", INVITATION.CREATED_AT));
  }

  private static void describeWork(RowFields organization) {
    organization
        .list(
            "projects",
            new Listing()
                .link(PROJECT.ORG_ID, ORGANIZATION.ID)
                .choose("archived", Organizations::isArchived)
                .filterText("name", PROJECT.NAME_KEY)
                .newestFirst("CREATED_AT", PROJECT.CREATED_AT)
                .rising("NAME", PROJECT.NAME_KEY))
        .list(
            "jobs",
            new Listing()
                .link(JOB.ORG_ID, ORGANIZATION.ID)
                .filter("kind", JOB.KIND)
                .filterAny("status", JOB.STATUS)
                .filter("ownerId", JOB.OWNER_ID)
                .newestFirst("CREATED_AT", JOB.CREATED_AT));
  }

  private static void describeRecords(RowFields organization) {
    organization
        .list(
            "apiKeys",
            new Listing()
                .link(API_KEY.ORG_ID, ORGANIZATION.ID)
                .newestFirst("CREATED_AT", API_KEY.CREATED_AT))
        .list(
            "limits",
            new Listing()
                .link(ORGANIZATION_LIMIT.ORG_ID, ORGANIZATION.ID)
                .rising("KIND", ORGANIZATION_LIMIT.CREATED_AT))
        .list(
            "auditEvents",
            new Listing()
                .link(AUDIT_EVENT.ORG_ID, ORGANIZATION.ID)
                .newestFirst("CREATED_AT", AUDIT_EVENT.CREATED_AT));
  }

  private static Condition isArchived(@Nullable Object archived) {
    if (archived == null) return DSL.noCondition();
    return archived.equals(true) ? PROJECT.ARCHIVED_AT.isNotNull() : PROJECT.ARCHIVED_AT.isNull();
  }

  private static void describeMutations(Wiring wiring) {
    wiring
        .mutation("createOrganization", CreateOrganization.Created.class, CreateOrganization::run)
        .field("organization", CreateOrganization.Created::organization)
        .field("auditEventId", p -> AuditEvent.globalId(p.auditEvent()));
    wiring
        .mutation("renameOrganization", RenameOrganization.Renamed.class, RenameOrganization::run)
        .field("organization", RenameOrganization.Renamed::organization)
        .field("auditEventId", p -> AuditEvent.globalId(p.auditEvent()));
    wiring
        .mutation("deleteOrganization", DeleteOrganization.Deleted.class, DeleteOrganization::run)
        .field("deletedOrganizationId", p -> Organization.NODE.globalId(p.organization()))
        .field("undoUntil", DeleteOrganization.Deleted::undoUntil)
        .field("auditEventId", p -> AuditEvent.globalId(p.auditEvent()));
    wiring
        .mutation(
            "undoDeleteOrganization",
            UndoDeleteOrganization.Undone.class,
            UndoDeleteOrganization::run)
        .field("organization", UndoDeleteOrganization.Undone::organization)
        .field("auditEventId", p -> AuditEvent.globalId(p.auditEvent()));
  }

  private static boolean viewerCanAdminister(Cells organization, Call call) {
    return call.viewer().administrable().contains(new OrgId(organization.get(ORGANIZATION.ID)));
  }

  private static Role viewerRole(Cells organization, Call call) {
    return switch (call.viewer()) {
      case Viewer.Person person ->
          person.roles().getOrDefault(new OrgId(organization.get(ORGANIZATION.ID)), Role.VIEWER);
      case Viewer.Product ignored -> Role.OWNER;
    };
  }
}
