package foundry.api.job;

import static foundry.api.tables.Tables.JOB;

import foundry.api.Limits;
import foundry.api.graphql.Call;
import foundry.api.graphql.Request;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import foundry.api.graphql.live.LiveField;
import foundry.api.graphql.live.Topic;
import foundry.api.organization.Organization;
import foundry.viewer.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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
            .find(call.request(), call.text("orgId"))
            .orElseThrow(ActivityLive::notFound);
    return new AllJobs(organization.id());
  }

  private static Refusal notFound() {
    return new Refusal(ErrorCode.NOT_FOUND, "orgId: no such organization");
  }

  /** The jobs of one organization that have changed since the client was last told. */
  private static final class AllJobs implements Topic {
    /** Transactions that were open for so long when the connection broke are told of again. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private final OrgId org;
    private final Set<UUID> changed = ConcurrentHashMap.newKeySet();
    private volatile boolean missedSome;
    private Instant toldAt = Instant.now();

    AllJobs(OrgId org) {
      this.org = org;
    }

    @Override
    public boolean heard(String payload) {
      if (payload.isEmpty()) {
        missedSome = true;
        return true;
      }
      var ids = payload.split(" ", 3);
      if (ids.length != 3 || !ids[0].equals(org.toString())) return false;
      return changed.add(UUID.fromString(ids[2]));
    }

    @Override
    public List<?> news(Request request) {
      if (!request.viewer().readable().contains(org)) throw notFound();
      var now = Instant.now();
      var condition = changes();
      if (condition == null) return List.of();
      var jobs =
          request.read(
              reads ->
                  reads
                      .from(JOB)
                      .and(JOB.ORG_ID.eq(org.value()))
                      .and(condition)
                      .orderBy(JOB.UPDATED_AT.desc())
                      .limit(Limits.CHANGES_PER_ROUND_MAX)
                      .fetch(Job.NODE::of));
      toldAt = now;
      jobs.forEach(job -> request.keep(Job.NODE.byId(), job.uuid(), job));
      return jobs.stream()
          .map(job -> new JobUpdate(job, "", job.answer().text().length()))
          .toList();
    }

    private @Nullable Condition changes() {
      if (missedSome) {
        missedSome = false;
        changed.clear();
        return JOB.UPDATED_AT.ge(toldAt.minus(OVERLAP).atOffset(ZoneOffset.UTC));
      }
      if (changed.isEmpty()) return null;
      var ids = new ArrayList<UUID>();
      changed.stream().limit(Limits.CHANGES_PER_ROUND_MAX).forEach(ids::add);
      ids.forEach(changed::remove);
      return JOB.ID.eq(DSL.any(ids.toArray(UUID[]::new)));
    }

    @Override
    public boolean isOver() {
      return false;
    }
  }
}
