package foundry.api.project;

import static foundry.api.tables.Tables.PROJECT;

import foundry.api.database.Writes;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.graphql.relay.GlobalId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * A project that something is added to. It is held until the transaction ends: whoever archives or
 * deletes it comes before, and is seen, or after, and sees what was added.
 */
public final class OpenProject {
  private OpenProject() {}

  /**
   * Does the work if the viewer may add to the project.
   *
   * @param field of the input, which named the project or something in it
   */
  public static <P> Outcome<P> use(
      Writes writes, String field, String projectId, Function<Project, Outcome<P>> work) {
    var held = GlobalId.parse(Project.NODE.prefix(), projectId).flatMap(id -> hold(writes, id));
    if (held.isEmpty()) return Outcome.notFound(field, projectId);
    var project = held.get();
    if (!writes.viewer().editable().contains(project.org())) return Outcome.forbidden(field);
    if (project.archivedAt() != null) {
      return Outcome.refused(
          Code.WRONG_STATE,
          "%s: the project is archived (expected: one that is in use; unarchive it first)"
              .formatted(field),
          field);
    }
    return work.apply(project);
  }

  /** Holds the project. PostgreSQL hides rows from a lock that the viewer may not change. */
  public static Optional<Project> hold(Writes writes, UUID id) {
    var rows = writes.from(PROJECT).and(PROJECT.ID.eq(id)).forShare();
    return rows.fetchOptional().map(Project.NODE::of).or(() -> Project.NODE.find(writes, id));
  }
}
