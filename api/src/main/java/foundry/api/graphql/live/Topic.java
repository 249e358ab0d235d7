package foundry.api.graphql.live;

import foundry.api.database.Channel;
import foundry.api.database.Reads;
import java.util.List;

/** What one stream is about, and how far it has got. */
public interface Topic {
  /**
   * Takes note of what was heard; true if it concerns this stream. Called from the listening
   * thread, at any time.
   *
   * @param payload {@link foundry.postgres.Notifications#LOOK_AGAIN} if something may have been
   *     missed
   */
  boolean heard(Channel channel, String payload);

  /** Takes up what was heard; before the transaction begins in which news are read. */
  default void take() {}

  /**
   * What there is to send now, in order; often nothing. Throws a refusal once the viewer may not
   * see it any more.
   */
  List<?> news(Reads reads);

  /** True if the last news was not all there is; asked for before waiting. */
  default boolean hasMore() {
    return false;
  }

  /** True once the last news was the last. */
  boolean isOver();
}
