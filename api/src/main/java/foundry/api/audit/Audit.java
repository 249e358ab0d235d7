package foundry.api.audit;

import foundry.api.account.User;
import foundry.api.graphql.Call;
import foundry.api.graphql.Feature;
import foundry.api.graphql.Wiring;
import foundry.api.organization.Organization;
import java.util.Optional;

/** The trail of what was done. */
public final class Audit implements Feature {
  @Override
  public void describe(Wiring wiring) {
    wiring.sdl(Audit.class, "audit.graphqls");
    wiring
        .type("AuditEvent", AuditEvent.class)
        .field("id", event -> AuditEvent.globalId(event.uuid()))
        .field("createdAt", AuditEvent::createdAt)
        .field("orgId", event -> Organization.globalId(event.org()))
        .field("actorId", event -> Optional.ofNullable(event.actor()).map(User::globalId))
        .lookup("actor", Audit::actor)
        .field("action", AuditEvent::action)
        .field("subjectId", event -> event.subject().map(Object::toString))
        .field("subjectName", AuditEvent::subjectName)
        .field("requestId", AuditEvent::requestId);
  }

  private static Optional<User> actor(AuditEvent event, Call call) {
    return Optional.ofNullable(event.actor())
        .flatMap(id -> call.request().find(User.NODE.byId(), id.value()));
  }
}
