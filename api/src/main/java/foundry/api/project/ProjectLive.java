package foundry.api.project;

import static foundry.api.tables.Tables.DOCUMENT;
import static foundry.api.tables.Tables.JOB;

import foundry.api.database.Channel;
import foundry.api.database.Reads;
import foundry.api.document.Document;
import foundry.api.graphql.Call;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import foundry.api.graphql.live.Changes;
import foundry.api.graphql.live.LiveField;
import foundry.api.graphql.live.Topic;
import foundry.api.job.Job;
import foundry.postgres.Notifications;
import java.util.ArrayList;
import java.util.List;

/** {@code Subscription.project}: every change of the jobs and documents of a project. */
final class ProjectLive implements LiveField {
  @Override
  public String name() {
    return "project";
  }

  @Override
  public Topic open(Call call) {
    var reads = call.reads();
    var project = Project.NODE.find(reads, call.text("id")).orElseThrow(ProjectLive::notFound);
    var since = call.timeIfGiven("since").orElse(null);
    var now = reads.now();
    var jobs = new Changes.Followed(JOB, JOB.ID, JOB.UPDATED_AT, JOB.PROJECT_ID.eq(project.uuid()));
    var documents =
        new Changes.Followed(
            DOCUMENT, DOCUMENT.ID, DOCUMENT.UPDATED_AT, DOCUMENT.PROJECT_ID.eq(project.uuid()));
    return new OneProject(
        project,
        new Changes(jobs, now, since),
        new Changes(documents, now, since),
        new Departures(project, now, since));
  }

  private static Refusal notFound() {
    return new Refusal(ErrorCode.NOT_FOUND, "id: no such project");
  }

  /** What a client follows of one project. */
  private record OneProject(Project project, Changes jobs, Changes documents, Departures departures)
      implements Topic {
    @Override
    public boolean heard(Channel channel, String payload) {
      if (payload.equals(Notifications.LOOK_AGAIN)) departures.missed();
      return switch (channel) {
        case JOB -> jobs.heard(payload, project.id());
        case DOCUMENT -> documents.heard(payload, project.id());
        case QUEUE, TEXT, NOTIFICATION -> false;
      };
    }

    @Override
    public void take() {
      jobs.take();
      documents.take();
      departures.take();
    }

    @Override
    public List<?> news(Reads reads) {
      if (Project.NODE.find(reads, project.uuid()).isEmpty()) throw notFound();
      var updates = new ArrayList<ProjectUpdate>();
      for (var change : jobs.next(reads)) {
        updates.add(
            change.isGone()
                ? ProjectUpdate.gone(Job.NODE.globalId(change.id()))
                : ProjectUpdate.job(change.id()));
      }
      for (var change : documents.next(reads)) {
        updates.add(
            change.isGone()
                ? ProjectUpdate.gone(Document.NODE.globalId(change.id()))
                : ProjectUpdate.document(change.id()));
      }
      for (var id : departures.next(reads)) updates.add(ProjectUpdate.gone(id));
      return updates;
    }

    @Override
    public boolean hasMore() {
      return jobs.hasMore() || documents.hasMore() || departures.hasMore();
    }

    @Override
    public boolean isOver() {
      return false;
    }
  }
}
