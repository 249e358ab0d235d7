package foundry.api.job;

import static foundry.api.tables.Tables.JOB;

import foundry.api.database.Channel;
import foundry.api.database.Reads;
import foundry.api.graphql.Call;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import foundry.api.graphql.live.Changes;
import foundry.api.graphql.live.LiveField;
import foundry.api.graphql.live.Topic;
import foundry.api.organization.Organization;
import foundry.viewer.OrgId;
import java.util.List;
import java.util.UUID;
import org.jooq.impl.DSL;

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
    var ofOrganization = JOB.ORG_ID.eq(organization.uuid());
    var jobs = new Changes.Followed(JOB, JOB.ID, JOB.UPDATED_AT, ofOrganization);
    var since = call.timeIfGiven("since").orElse(null);
    return new AllJobs(organization.id(), new Changes(jobs, call.reads().now(), since));
  }

  private static Refusal notFound() {
    return new Refusal(ErrorCode.NOT_FOUND, "orgId: no such organization");
  }

  /** The jobs of one organization. */
  private record AllJobs(OrgId org, Changes jobs) implements Topic {
    @Override
    public boolean heard(Channel channel, String payload) {
      return channel == Channel.JOB && jobs.heard(payload, org);
    }

    @Override
    public void take() {
      jobs.take();
    }

    @Override
    public List<?> news(Reads reads) {
      if (!reads.viewer().readable().contains(org)) throw notFound();
      var changed =
          jobs.next(reads).stream()
              .filter(change -> !change.isGone())
              .map(Changes.Change::id)
              .toArray(UUID[]::new);
      if (changed.length == 0) return List.of();
      return reads
          .select(List.of(JOB.ID, DSL.length(JOB.ANSWER).as("length")), JOB)
          .and(JOB.ID.eq(DSL.any(changed)))
          .orderBy(JOB.UPDATED_AT, JOB.ID)
          .fetch(row -> new JobUpdate(row.get(JOB.ID), "", row.get("length", Integer.class)));
    }

    @Override
    public boolean hasMore() {
      return jobs.hasMore();
    }

    @Override
    public boolean isOver() {
      return false;
    }
  }
}
