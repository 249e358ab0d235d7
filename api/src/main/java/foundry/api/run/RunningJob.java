package foundry.api.run;

import foundry.api.tables.enums.JobKind;
import foundry.viewer.OrgId;
import foundry.viewer.ProjectId;
import foundry.viewer.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A job as it was when this run of it began.
 *
 * @param document empty for an answer, or if the document was deleted
 * @param question empty for an ingest
 * @param name what people call it: the document's name or the question's first line
 * @param attempt the mark by which this run's writes are told from those of any other
 */
public record RunningJob(
    UUID id,
    OrgId org,
    ProjectId project,
    UserId owner,
    JobKind kind,
    Optional<UUID> document,
    Optional<String> question,
    String name,
    Instant askedAt,
    int attempt) {}
