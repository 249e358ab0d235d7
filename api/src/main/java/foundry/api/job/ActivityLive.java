package foundry.api.job;

import static foundry.api.tables.Tables.JOB;

import foundry.api.Limits;
import foundry.api.database.Channel;
import foundry.api.database.Reads;
import foundry.api.graphql.Call;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import foundry.api.graphql.live.LiveField;
import foundry.api.graphql.live.Topic;
import foundry.api.organization.Organization;
import foundry.postgres.Notifications;
import foundry.viewer.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** {@code Subscription.activity}: every change of any job in an organization. */
final class ActivityLive implements LiveField {
  @Override
  public String name() {
    return "activity";
  }

  @Override
  public Topic open(Call call) {
    var organization =
        Organization.NODE
            .find(call.reads(), call.text("orgId"))
            .orElseThrow(ActivityLive::notFound);
    return new AllJobs(organization.id(), call.reads().now());
  }

  private static Refusal notFound() {
    return new Refusal(ErrorCode.NOT_FOUND, "orgId: no such organization");
  }

  /** The jobs of one organization that have changed since the client was last told. */
  private static final class AllJobs implements Topic {
    /** Transactions that were open for so long when the connection broke are told of again. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    /** A job's place among those of its organization, by the time they changed. */
    private record Place(Instant updatedAt, UUID id) {
      static final UUID FIRST = new UUID(0, 0);

      Condition after() {
        return DSL.row(JOB.UPDATED_AT, JOB.ID).gt(updatedAt.atOffset(ZoneOffset.UTC), id);
      }
    }

    private final OrgId org;
    private final Set<UUID> changed = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Instant> missedSince = new AtomicReference<>();

    /** When the newest change happened that the client knows of, by the database's clock. */
    private volatile Instant toldUntil;

    /** How far catching up has got; nothing unless it is under way. */
    private @Nullable Place caughtUpWith;

    AllJobs(OrgId org, Instant openedAt) {
      this.org = org;
      this.toldUntil = openedAt;
    }

    @Override
    public boolean heard(Channel channel, String payload) {
      if (channel != Channel.JOB) return false;
      if (payload.equals(Notifications.LOOK_AGAIN)) {
        missedSince.compareAndSet(null, toldUntil);
        return true;
      }
      var ids = payload.split(" ", 3);
      if (ids.length != 3 || !ids[0].equals(org.toString())) return false;
      return changed.add(UUID.fromString(ids[2]));
    }

    @Override
    public List<?> news(Reads reads) {
      if (!reads.viewer().readable().contains(org)) throw notFound();
      var since = missedSince.getAndSet(null);
      if (since != null && caughtUpWith == null) {
        caughtUpWith = new Place(since.minus(OVERLAP), Place.FIRST);
      }
      var from = caughtUpWith;
      var jobs = from == null ? heardOf(reads) : missed(reads, from);
      for (var job : jobs) {
        if (job.updatedAt().isAfter(toldUntil)) toldUntil = job.updatedAt();
      }
      return jobs.stream()
          .map(job -> new JobUpdate(job.uuid(), "", job.answer().text().length()))
          .toList();
    }

    /** The next of the jobs that changed while nothing could be heard. */
    private List<Job> missed(Reads reads, Place from) {
      var jobs = jobs(reads, from.after());
      caughtUpWith =
          jobs.size() < Limits.CHANGES_PER_ROUND_MAX
              ? null
              : new Place(jobs.getLast().updatedAt(), jobs.getLast().uuid());
      return jobs;
    }

    private List<Job> heardOf(Reads reads) {
      if (changed.isEmpty()) return List.of();
      var ids = new ArrayList<UUID>();
      changed.stream().limit(Limits.CHANGES_PER_ROUND_MAX).forEach(ids::add);
      ids.forEach(changed::remove);
      return jobs(reads, JOB.ID.eq(DSL.any(ids.toArray(UUID[]::new))));
    }

    private List<Job> jobs(Reads reads, Condition condition) {
      return reads
          .from(JOB)
          .and(JOB.ORG_ID.eq(org.value()))
          .and(condition)
          .orderBy(JOB.UPDATED_AT, JOB.ID)
          .limit(Limits.CHANGES_PER_ROUND_MAX)
          .fetch(Job.NODE::of);
    }

    @Override
    public boolean hasMore() {
      return caughtUpWith != null || !changed.isEmpty();
    }

    @Override
    public boolean isOver() {
      return false;
    }
  }
}
