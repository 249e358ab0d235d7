package foundry.api.graphql.live;

import foundry.api.graphql.Call;
import org.jspecify.annotations.Nullable;

/**
 * Where a subscription's root field gets its answer. A subscription is executed once to open its
 * topic, with its arguments checked like any others, and then once for each update.
 */
public final class Opening {
  private @Nullable Topic topic;
  private final @Nullable Object update;

  private Opening(@Nullable Object update) {
    this.update = update;
  }

  static Opening topic() {
    return new Opening(null);
  }

  static Opening update(Object update) {
    return new Opening(update);
  }

  /** The update to tell; nothing the first time, when the topic is opened. */
  public @Nullable Object answer(LiveField field, Call call) {
    if (update == null) topic = field.open(call);
    return update;
  }

  @Nullable Topic opened() {
    return topic;
  }
}
