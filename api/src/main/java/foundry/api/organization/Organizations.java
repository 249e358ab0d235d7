package foundry.api.organization;

import static foundry.api.tables.Tables.AUDIT_EVENT;
import static foundry.api.tables.Tables.JOB;
import static foundry.api.tables.Tables.PROJECT;

import foundry.api.audit.AuditEvent;
import foundry.api.graphql.Call;
import foundry.api.graphql.Feature;
import foundry.api.graphql.Wiring;
import foundry.api.graphql.relay.Connection;
import foundry.api.job.Job;
import foundry.api.project.Project;
import foundry.api.tables.enums.JobStatus;
import foundry.api.viewer.Role;
import foundry.api.viewer.Viewer;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Organizations and what they hold. */
public final class Organizations implements Feature {
  @Override
  public void describe(Wiring wiring) {
    wiring.sdl(Organizations.class, "organization.graphqls");
    wiring.query("organization", call -> Organization.NODE.find(call.request(), call.text("id")));
    wiring
        .type("Organization", Organization.class)
        .field("id", organization -> Organization.globalId(organization.id()))
        .field("createdAt", Organization::createdAt)
        .field("updatedAt", Organization::updatedAt)
        .field("name", Organization::name)
        .lookup("viewerRole", Organizations::viewerRole)
        .lookup("projects", Organizations::projects)
        .lookup("jobs", Organizations::jobs)
        .lookup("auditEvents", Organizations::auditEvents);
  }

  private static Role viewerRole(Organization organization, Call call) {
    return switch (call.request().viewer()) {
      case Viewer.Person person -> person.roles().getOrDefault(organization.id(), Role.VIEWER);
      case Viewer.Product ignored -> Role.OWNER;
    };
  }

  private static Connection<?, Project> projects(Organization organization, Call call) {
    var inOrganization = PROJECT.ORG_ID.eq(organization.uuid());
    var list = Project.listOf(organization.id());
    return Connection.of(Project.NODE, new Connection.Rows(list, inOrganization), call);
  }

  private static Connection<?, Job> jobs(Organization organization, Call call) {
    var list = "Organization.jobs/" + organization.id();
    var condition = JOB.ORG_ID.eq(organization.uuid()).and(hasStatus(call));
    return Connection.of(Job.NODE, new Connection.Rows(list, condition), call);
  }

  private static Condition hasStatus(Call call) {
    var given = call.texts("status").stream().map(JobStatus::valueOf).toList();
    return given.isEmpty() ? DSL.noCondition() : JOB.STATUS.in(given);
  }

  private static Connection<?, AuditEvent> auditEvents(Organization organization, Call call) {
    var list = "Organization.auditEvents/" + organization.id();
    var condition = AUDIT_EVENT.ORG_ID.eq(organization.uuid());
    return Connection.of(AuditEvent.NODE, new Connection.Rows(list, condition), call);
  }
}
