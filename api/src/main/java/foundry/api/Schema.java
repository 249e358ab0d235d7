package foundry.api;

import foundry.api.account.Account;
import foundry.api.account.User;
import foundry.api.audit.Audit;
import foundry.api.audit.AuditEvent;
import foundry.api.document.Document;
import foundry.api.document.Documents;
import foundry.api.graphql.Wiring;
import foundry.api.graphql.relay.Relay;
import foundry.api.job.Job;
import foundry.api.job.Jobs;
import foundry.api.organization.Organization;
import foundry.api.organization.Organizations;
import foundry.api.project.Project;
import foundry.api.project.Projects;
import foundry.api.storage.ObjectStore;
import graphql.schema.GraphQLSchema;
import java.util.List;
import java.util.Set;

/** All features, as one GraphQL schema. */
final class Schema {
  private Schema() {}

  static GraphQLSchema of(ObjectStore objects) {
    return Wiring.schema(
        List.of(
            new Relay(
                List.of(
                    User.NODE,
                    Organization.NODE,
                    Project.NODE,
                    Document.NODE,
                    Job.NODE,
                    AuditEvent.NODE),
                Set.of(Organization.NODE, Project.NODE, Document.NODE, Job.NODE, AuditEvent.NODE)),
            new Account(),
            new Organizations(),
            new Projects(),
            new Documents(objects),
            new Jobs(),
            new Audit()));
  }
}
