package foundry.api;

import foundry.api.account.Account;
import foundry.api.aiclient.AiClient;
import foundry.api.apikey.ApiKeys;
import foundry.api.audit.Audit;
import foundry.api.database.Statements;
import foundry.api.document.Documents;
import foundry.api.graphql.Wiring;
import foundry.api.graphql.plan.Types;
import foundry.api.graphql.relay.Relay;
import foundry.api.invitation.Invitations;
import foundry.api.job.Jobs;
import foundry.api.limit.OrganizationLimits;
import foundry.api.membership.Memberships;
import foundry.api.notification.Notifications;
import foundry.api.organization.Organizations;
import foundry.api.project.Projects;
import foundry.api.storage.ObjectStore;
import foundry.api.usage.UsageReports;
import java.util.List;

/** All features, as one GraphQL schema. */
final class Schema {
  private Schema() {}

  static Types of(ObjectStore objects, AiClient ai, Statements statements) {
    return Wiring.types(
        List.of(
            new Relay(),
            new Account(),
            new Organizations(),
            new Memberships(),
            new Invitations(),
            new Notifications(),
            new Projects(),
            new Documents(objects),
            new Jobs(statements),
            new OrganizationLimits(),
            new ApiKeys(ai),
            new UsageReports(ai),
            new Audit()),
        statements);
  }
}
