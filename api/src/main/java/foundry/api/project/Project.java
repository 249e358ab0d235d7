package foundry.api.project;

import static foundry.api.tables.Tables.PROJECT;

import foundry.api.graphql.relay.Node;
import foundry.api.graphql.relay.NodeType;
import foundry.api.tables.tables.records.ProjectRecord;
import foundry.viewer.OrgId;
import foundry.viewer.ProjectId;
import foundry.viewer.UserId;
import java.time.Instant;
import java.util.List;
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
      new NodeType<>(Project.class, "prj", new NodeType.Source<>(PROJECT, PROJECT.ID), Project::of);

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
}
