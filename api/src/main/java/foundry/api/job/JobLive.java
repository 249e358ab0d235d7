package foundry.api.job;

import static foundry.api.tables.Tables.JOB;

import foundry.api.database.Channel;
import foundry.api.database.Reads;
import foundry.api.database.Statement;
import foundry.api.database.Statements;
import foundry.api.graphql.Call;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import foundry.api.graphql.live.LiveField;
import foundry.api.graphql.live.SharedTopic;
import foundry.api.graphql.live.Topic;
import foundry.api.tables.enums.JobStatus;
import foundry.viewer.OrgId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** {@code Subscription.job}: one job until it ends. */
final class JobLive implements LiveField {
  private final Statement look;

  JobLive(Statements statements) {
    this.look =
        statements.render(
            "Subscription.job",
            DSL.select(JOB.UPDATED_AT, JOB.STATUS, JOB.ATTEMPT, JOB.ANSWER)
                .from(JOB)
                .where(JOB.ID.eq(DSL.param("id", UUID.class)))
                .and(statements.readable(JOB)));
  }

  @Override
  public String name() {
    return "job";
  }

  @Override
  public Topic open(Call call) {
    int offset = call.number("offset");
    if (offset < 0) {
      throw new Refusal(
          ErrorCode.INVALID_INPUT, "offset: %d (expected: 0 or more)".formatted(offset));
    }
    var job = Job.NODE.find(call.reads(), call.text("id")).orElseThrow(JobLive::notFound);
    int attempt = call.numberIfGiven("attempt").orElse(job.state().attempt());
    return new OneJob(look, job, offset, attempt);
  }

  private static Refusal notFound() {
    return new Refusal(ErrorCode.NOT_FOUND, "id: no such job");
  }

  /** A job that a client follows, and how much of its answer the client has. */
  private static final class OneJob implements SharedTopic {
    /** How far the job is. Whatever changes, the time does. */
    private record Now(Instant updatedAt, JobStatus status, int attempt, String text) {}

    /** What the client was told last. */
    private record Told(Instant updatedAt, JobStatus status, int attempt, int length) {}

    private final Statement look;
    private final Job opened;
    private int offset;
    private int attempt;
    private @Nullable Told told;
    private boolean over;

    OneJob(Statement look, Job opened, int offset, int attempt) {
      this.look = look;
      this.opened = opened;
      this.offset = offset;
      this.attempt = attempt;
    }

    @Override
    public boolean heard(Channel channel, String payload) {
      boolean ofJobs = channel == Channel.JOB || channel == Channel.TEXT;
      return ofJobs && (payload.isEmpty() || payload.endsWith(opened.uuid().toString()));
    }

    @Override
    public Object key() {
      return opened.id();
    }

    @Override
    public OrgId org() {
      return opened.org();
    }

    @Override
    public Refusal gone() {
      return notFound();
    }

    @Override
    public Object about() {
      return new JobUpdate(opened.uuid(), "", 0);
    }

    @Override
    public Now look(Reads reads) {
      var found = reads.run(look, Map.of("id", opened.uuid()), 0);
      if (found.isEmpty()) throw notFound();
      var row = found.getFirst();
      return new Now(
          (Instant) Objects.requireNonNull(row[0]),
          JobStatus.valueOf((String) Objects.requireNonNull(row[1])),
          (Integer) Objects.requireNonNull(row[2]),
          (String) Objects.requireNonNull(row[3]));
    }

    @Override
    public Optional<JobUpdate> advance(Object seen) {
      return update((Now) seen);
    }

    @Override
    public List<?> news(Reads reads) {
      return advance(look(reads)).map(List::of).orElse(List.of());
    }

    private Optional<JobUpdate> update(Now now) {
      var text = now.text();
      var news = new Told(now.updatedAt(), now.status(), now.attempt(), text.length());
      if (news.equals(told)) return Optional.empty();
      told = news;
      over = !JobState.isOpen(now.status());
      int from = start(text, now.attempt());
      offset = text.length();
      return Optional.of(new JobUpdate(opened.uuid(), text.substring(from), offset));
    }

    /** Where the client's text ends; a new attempt, or less text than it has, begins anew. */
    private int start(String text, int newAttempt) {
      boolean anew = newAttempt != attempt || offset > text.length();
      attempt = newAttempt;
      if (anew) return 0;
      boolean splitsPair =
          offset > 0 && offset < text.length() && Character.isLowSurrogate(text.charAt(offset));
      return splitsPair ? offset - 1 : offset;
    }

    @Override
    public boolean isOver() {
      return over;
    }
  }
}
