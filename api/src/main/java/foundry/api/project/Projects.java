package foundry.api.project;

import static foundry.api.tables.Tables.DOCUMENT;
import static foundry.api.tables.Tables.JOB;

import foundry.api.account.User;
import foundry.api.audit.AuditEvent;
import foundry.api.document.Document;
import foundry.api.graphql.Call;
import foundry.api.graphql.Feature;
import foundry.api.graphql.Wiring;
import foundry.api.graphql.relay.Connection;
import foundry.api.job.Job;
import foundry.api.organization.Organization;
import foundry.api.tables.enums.JobKind;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Projects and what they hold. */
public final class Projects implements Feature {
  @Override
  public void describe(Wiring wiring) {
    wiring.sdl(Projects.class, "project.graphqls");
    wiring.query("project", call -> Project.NODE.find(call.request(), call.text("id")));
    describeProject(wiring);
    wiring
        .mutation("createProject", CreateProject.Created.class, CreateProject::run)
        .lookup("project", (p, call) -> find(call, p.project()))
        .lookup("projectEdge", (p, call) -> find(call, p.project()).map(Project::edge))
        .field("auditEventId", created -> AuditEvent.globalId(created.auditEvent()));
  }

  private static Optional<Project> find(Call call, UUID id) {
    return call.request().find(Project.NODE.byId(), id);
  }

  private static void describeProject(Wiring wiring) {
    wiring
        .type("Project", Project.class)
        .field("id", project -> Project.globalId(project.id()))
        .field("createdAt", Project::createdAt)
        .field("updatedAt", Project::updatedAt)
        .field("orgId", project -> Organization.globalId(project.org()))
        .field("ownerId", project -> User.globalId(project.owner()))
        .lookup("owner", (p, call) -> call.request().find(User.NODE.byId(), p.owner().value()))
        .lookup(
            "organization",
            (p, call) -> call.request().find(Organization.NODE.byId(), p.org().value()))
        .field("name", Project::name)
        .field("suggestedQuestions", Project::suggestedQuestions)
        .lookup("viewerCanEdit", (p, call) -> call.request().viewer().editable().contains(p.org()))
        .lookup("documents", Projects::documents)
        .lookup("jobs", Projects::jobs);
  }

  private static Connection<?, Document> documents(Project project, Call call) {
    var list = Document.listOf(project.id());
    var condition =
        DOCUMENT.ORG_ID.eq(project.org().value()).and(DOCUMENT.PROJECT_ID.eq(project.uuid()));
    return Connection.of(Document.NODE, new Connection.Rows(list, condition), call);
  }

  private static Connection<?, Job> jobs(Project project, Call call) {
    var list = Job.listOf(project.id());
    var condition = JOB.ORG_ID.eq(project.org().value()).and(JOB.PROJECT_ID.eq(project.uuid()));
    return Connection.of(Job.NODE, new Connection.Rows(list, condition.and(isOfKind(call))), call);
  }

  private static Condition isOfKind(Call call) {
    return call.textIfGiven("kind")
        .map(kind -> JOB.KIND.eq(JobKind.valueOf(kind)))
        .orElse(DSL.noCondition());
  }
}
