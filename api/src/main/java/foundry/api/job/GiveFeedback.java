package foundry.api.job;

import static foundry.api.tables.Tables.FEEDBACK;

import foundry.api.Limits;
import foundry.api.database.Writes;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.Text;
import foundry.api.graphql.UserError.Code;
import foundry.api.tables.enums.Rating;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Says what the viewer thinks of an answer, in place of what they said before. */
final class GiveFeedback {
  private GiveFeedback() {}

  static Outcome<JobChange> run(Writes writes, Call input) {
    var found = Job.NODE.findForUpdate(writes, input.text("jobId"));
    if (found.isEmpty()) return Outcome.notFound("jobId", input.text("jobId"));
    var job = found.get();
    if (!writes.viewer().editable().contains(job.org())) return Outcome.forbidden("jobId");
    if (job.answer().text().isEmpty()) {
      return Outcome.refused(
          Code.WRONG_STATE, "jobId: without an answer (expected: one that has begun)", "jobId");
    }
    var comment = comment(input);
    var fault = comment.flatMap(text -> text.fault("comment", Limits.FEEDBACK_CHARACTERS_MAX));
    if (fault.isPresent()) return Outcome.refused(Code.INVALID_INPUT, fault.get(), "comment");
    var rating = input.textIfGiven("rating").map(Rating::valueOf);
    replace(writes, job, rating.orElse(null), comment.map(Text::value).orElse(null));
    var event = writes.audit(job.org(), "feedback.give", JobWrites.subject(writes, job));
    return Outcome.done(new JobChange(job.uuid(), event));
  }

  /** Blank is as good as none. */
  private static Optional<Text> comment(Call input) {
    return input.textIfGiven("comment").map(Text::lines).filter(text -> !text.value().isEmpty());
  }

  private static void replace(
      Writes writes, Job job, @Nullable Rating rating, @Nullable String comment) {
    UUID user = writes.viewer().user().orElseThrow().value();
    if (rating == null && comment == null) {
      writes.delete(FEEDBACK).and(FEEDBACK.JOB_ID.eq(job.uuid())).execute();
      return;
    }
    Map<Field<?>, @Nullable Object> said =
        JobWrites.values(FEEDBACK.RATING, rating, FEEDBACK.COMMENT, comment);
    var values =
        JobWrites.values(
            FEEDBACK.JOB_ID, job.uuid(),
            FEEDBACK.USER_ID, user,
            FEEDBACK.RATING, rating,
            FEEDBACK.COMMENT, comment);
    said.put(FEEDBACK.UPDATED_AT, DSL.currentOffsetDateTime());
    writes
        .insert(FEEDBACK, job.org(), values)
        .onConflict(FEEDBACK.JOB_ID, FEEDBACK.USER_ID)
        .doUpdate()
        .set(said)
        .execute();
  }
}
