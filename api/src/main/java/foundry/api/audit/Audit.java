package foundry.api.audit;

import static foundry.api.tables.Tables.AUDIT_EVENT;

import foundry.api.graphql.Feature;
import foundry.api.graphql.Wiring;

/** The trail of what was done. */
public final class Audit implements Feature {
  @Override
  public void describe(Wiring wiring) {
    wiring.sdl(Audit.class, "audit.graphqls");
    wiring
        .node(AuditEvent.NODE)
        .id("id", AUDIT_EVENT.ID, "AuditEvent")
        .column("createdAt", AUDIT_EVENT.CREATED_AT)
        .id("orgId", AUDIT_EVENT.ORG_ID, "Organization")
        .id("actorId", AUDIT_EVENT.ACTOR_ID, "User")
        .one("actor", AUDIT_EVENT.ACTOR_ID)
        .column("action", AUDIT_EVENT.ACTION)
        .computed(
            "subjectId",
            event ->
                AuditEvent.subject(
                    event.find(AUDIT_EVENT.SUBJECT_TYPE), event.find(AUDIT_EVENT.SUBJECT_ID)),
            AUDIT_EVENT.SUBJECT_TYPE,
            AUDIT_EVENT.SUBJECT_ID)
        .column("subjectName", AUDIT_EVENT.SUBJECT_NAME)
        .column("requestId", AUDIT_EVENT.REQUEST_ID);
  }
}
