package foundry.api.project;

import static foundry.api.tables.Tables.PROJECT;

import foundry.api.account.User;
import foundry.api.graphql.relay.Connection;
import foundry.api.graphql.relay.Edge;
import foundry.api.graphql.relay.Node;
import foundry.api.graphql.relay.NodeType;
import foundry.api.organization.Organization;
import foundry.api.tables.tables.records.ProjectRecord;
import foundry.viewer.OrgId;
import foundry.viewer.ProjectId;
import foundry.viewer.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Documents and the questions asked about them. */
public record Project(
    ProjectId id,
    OrgId org,
    UserId owner,
    String name,
    List<String> suggestedQuestions,
    Instant createdAt,
    Instant updatedAt)
    implements Node {

  public static final NodeType<ProjectRecord, Project> NODE =
      new NodeType<>(
          Project.class,
          "prj",
          new NodeType.Source<>(PROJECT, PROJECT.ID, PROJECT.CREATED_AT),
          Project::of,
          (request, project) -> {
            request.want(User.NODE.byId(), Set.of(project.owner.value()));
            request.want(Organization.NODE.byId(), Set.of(project.org.value()));
          });

  static Project of(ProjectRecord row) {
    return new Project(
        new ProjectId(row.getId()),
        new OrgId(row.getOrgId()),
        new UserId(row.getOwnerId()),
        row.getName(),
        List.of(row.getSuggestedQuestions()),
        row.getCreatedAt().toInstant(),
        row.getUpdatedAt().toInstant());
  }

  @Override
  public UUID uuid() {
    return id.value();
  }

  /** As clients see it. */
  public static String globalId(ProjectId id) {
    return NODE.globalId(id.value());
  }

  /** Its place in its organization's list. */
  Edge edge() {
    return Connection.edge(listOf(org), this);
  }

  /** The name of the list of an organization's projects. */
  public static String listOf(OrgId org) {
    return "Organization.projects/" + org;
  }
}
