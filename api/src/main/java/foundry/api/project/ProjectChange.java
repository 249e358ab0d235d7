package foundry.api.project;

import static foundry.api.tables.Tables.PROJECT;

import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import java.util.HashMap;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** A project that somebody changed, and the event that says so. */
record ProjectChange(UUID project, UUID auditEvent) {
  static final String FIELD = "projectId";

  /** Does the work on the project that the input names, if the viewer may change it. */
  static <P> Outcome<P> of(Writes writes, Call input, Function<Project, Outcome<P>> work) {
    var found = Project.NODE.findForUpdate(writes, input.text(FIELD));
    if (found.isEmpty()) return Outcome.notFound(FIELD, input.text(FIELD));
    var project = found.get();
    if (!writes.viewer().editable().contains(project.org())) return Outcome.forbidden(FIELD);
    return work.apply(project);
  }

  /** Changes one column of a project, and records it. */
  static ProjectChange set(
      Writes writes, Project project, Field<?> column, @Nullable Object value, Event event) {
    var values = new HashMap<Field<?>, @Nullable Object>();
    values.put(column, value);
    values.put(PROJECT.UPDATED_AT, DSL.currentOffsetDateTime());
    writes.update(PROJECT, values).and(PROJECT.ID.eq(project.uuid())).execute();
    return new ProjectChange(project.uuid(), event.audit(writes, project));
  }

  /** What was done, and what the project was called then. */
  record Event(String action, String name) {
    UUID audit(Writes writes, Project project) {
      var subject = new Writes.Subject("project", project.uuid(), name);
      return writes.audit(project.org(), action, subject);
    }
  }
}
