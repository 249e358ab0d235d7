package foundry.api.notification;

import static foundry.api.tables.Tables.NOTIFICATION;

import foundry.api.database.Channel;
import foundry.api.database.Reads;
import foundry.api.graphql.Call;
import foundry.api.graphql.live.Changes;
import foundry.api.graphql.live.LiveField;
import foundry.api.graphql.live.Topic;
import foundry.viewer.UserId;
import java.util.List;
import java.util.UUID;
import org.jooq.impl.DSL;

/**
 * {@code Subscription.notification}: what the viewer is told, and what they have marked as read.
 */
final class NotificationLive implements LiveField {
  /** One that is new or was marked. */
  record Told(UUID notification) {}

  @Override
  public String name() {
    return "notification";
  }

  @Override
  public Topic open(Call call) {
    var person = call.viewer().user().orElseThrow();
    var own =
        new Changes.Followed(
            NOTIFICATION,
            NOTIFICATION.ID,
            DSL.greatest(NOTIFICATION.CREATED_AT, NOTIFICATION.READ_AT),
            NOTIFICATION.USER_ID.eq(person.value()));
    var since = call.timeIfGiven("since").orElse(null);
    return new Own(person, new Changes(own, call.reads().now(), since));
  }

  /** The notifications of one person. */
  private record Own(UserId person, Changes changes) implements Topic {
    @Override
    public boolean heard(Channel channel, String payload) {
      return channel == Channel.NOTIFICATION && changes.heard(payload, person);
    }

    @Override
    public void take() {
      changes.take();
    }

    @Override
    public List<?> news(Reads reads) {
      return changes.next(reads).stream()
          .filter(change -> !change.isGone())
          .map(change -> new Told(change.id()))
          .toList();
    }

    @Override
    public boolean hasMore() {
      return changes.hasMore();
    }

    @Override
    public boolean isOver() {
      return false;
    }
  }
}
