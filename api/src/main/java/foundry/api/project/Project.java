package foundry.api.project;

import static foundry.api.tables.Tables.PROJECT;

import foundry.api.graphql.relay.Node;
import foundry.api.graphql.relay.NodeType;
import foundry.api.tables.tables.records.ProjectRecord;
import foundry.api.viewer.Role;
import foundry.api.viewer.Viewer;
import foundry.viewer.OrgId;
import foundry.viewer.ProjectId;
import foundry.viewer.UserId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents and the questions asked about them. */
public record Project(
    ProjectId id,
    OrgId org,
    UserId owner,
    String name,
    List<String> suggestedQuestions,
    @Nullable Instant archivedAt,
    @Nullable Instant deletedAt,
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
        instant(row.getArchivedAt()),
        instant(row.getDeletedAt()),
        row.getCreatedAt().toInstant(),
        row.getUpdatedAt().toInstant());
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  /** Deleting takes away what others made, so it takes more than changing. */
  boolean mayBeDeletedBy(Viewer viewer) {
    return switch (viewer) {
      case Viewer.Product ignored -> true;
      case Viewer.Person person ->
          switch (person.roles().getOrDefault(org, Role.VIEWER)) {
            case OWNER, ADMIN -> true;
            case MEMBER -> owner.equals(person.id());
            case VIEWER -> false;
          };
    };
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
