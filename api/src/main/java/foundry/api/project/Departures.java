package foundry.api.project;

import static foundry.api.tables.Tables.AUDIT_EVENT;
import static foundry.api.tables.Tables.DOCUMENT;
import static foundry.api.tables.Tables.JOB;

import foundry.api.database.Reads;
import foundry.api.document.Document;
import foundry.api.graphql.live.Changes;
import foundry.api.graphql.live.Changes.Change;
import foundry.api.graphql.live.Changes.Followed;
import foundry.api.job.Job;
import foundry.postgres.Notifications;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What was deleted or moved away while a client did not listen. A row that is gone says nothing any
 * more; the trail of the organization does. It does not know of which project a thing was, so there
 * are ids of other projects among those that are told: of things that are no more, or not here.
 */
final class Departures {
  private final Project project;
  private final Changes jobs;
  private final Changes documents;

  /** As for {@link Changes}. */
  Departures(Project project, Instant now, @Nullable Instant since) {
    this.project = project;
    this.jobs = new Changes(events("job.delete"), now, since);
    this.documents = new Changes(events("document.delete", "document.move"), now, since);
  }

  private Followed events(String... actions) {
    var ofOrganization = AUDIT_EVENT.ORG_ID.eq(project.org().value());
    return new Followed(
        AUDIT_EVENT,
        AUDIT_EVENT.SUBJECT_ID,
        AUDIT_EVENT.CREATED_AT,
        ofOrganization.and(AUDIT_EVENT.ACTION.in(actions)));
  }

  /** Something may have been missed. */
  void missed() {
    jobs.heard(Notifications.LOOK_AGAIN, project.id());
    documents.heard(Notifications.LOOK_AGAIN, project.id());
  }

  /** As {@link Changes#take}. */
  void take() {
    jobs.take();
    documents.take();
  }

  boolean hasMore() {
    return jobs.hasMore() || documents.hasMore();
  }

  /** The ids of what there is to tell now. */
  List<String> next(Reads reads) {
    var gone = new ArrayList<String>();
    for (var job : jobs.next(reads)) gone.add(Job.NODE.globalId(job.id()));
    var left = documents.next(reads).stream().map(Change::id).collect(Collectors.toSet());
    left.removeAll(stillHere(reads, left));
    for (var document : left) gone.add(Document.NODE.globalId(document));
    for (var job : ingests(reads, left)) gone.add(Job.NODE.globalId(job));
    return gone;
  }

  /** What was moved here, or away and back. */
  private Set<UUID> stillHere(Reads reads, Set<UUID> documents) {
    if (documents.isEmpty()) return Set.of();
    return reads
        .select(List.of(DOCUMENT.ID), DOCUMENT)
        .and(DOCUMENT.PROJECT_ID.eq(project.uuid()))
        .and(DOCUMENT.ID.eq(DSL.any(documents.toArray(UUID[]::new))))
        .fetchSet(DOCUMENT.ID);
  }

  /** They went with the document that was moved. */
  private static Set<UUID> ingests(Reads reads, Set<UUID> documents) {
    if (documents.isEmpty()) return Set.of();
    return new HashSet<>(
        reads
            .select(List.of(JOB.ID), JOB)
            .and(JOB.DOCUMENT_ID.eq(DSL.any(documents.toArray(UUID[]::new))))
            .fetch(JOB.ID));
  }
}
