package foundry.api.job;

import foundry.api.database.Channel;
import foundry.api.database.Reads;
import foundry.api.graphql.Call;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import foundry.api.graphql.live.LiveField;
import foundry.api.graphql.live.SharedTopic;
import foundry.api.graphql.live.Topic;
import foundry.viewer.OrgId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code Subscription.job}: one job until it ends. */
final class JobLive implements LiveField {
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
    return new OneJob(job, offset, attempt);
  }

  private static Refusal notFound() {
    return new Refusal(ErrorCode.NOT_FOUND, "id: no such job");
  }

  /** A job that a client follows, and how much of its answer the client has. */
  private static final class OneJob implements SharedTopic {
    /** What a client can see change. */
    private record Seen(Instant updatedAt, JobState state, int length) {}

    private final Job opened;
    private int offset;
    private int attempt;
    private @Nullable Seen seen;
    private boolean over;

    OneJob(Job opened, int offset, int attempt) {
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
    public Object look(Reads reads) {
      return Job.NODE.find(reads, opened.uuid()).orElseThrow(JobLive::notFound);
    }

    @Override
    public Optional<JobUpdate> advance(Object seen) {
      return update((Job) seen);
    }

    @Override
    public List<?> news(Reads reads) {
      return advance(look(reads)).map(List::of).orElse(List.of());
    }

    private Optional<JobUpdate> update(Job job) {
      var text = job.answer().text();
      var now = new Seen(job.updatedAt(), job.state(), text.length());
      if (now.equals(seen)) return Optional.empty();
      seen = now;
      over = !job.state().isOpen();
      int from = start(text, job.state().attempt());
      offset = text.length();
      return Optional.of(new JobUpdate(job.uuid(), text.substring(from), offset));
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
