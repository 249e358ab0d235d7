package foundry.api.graphql.live;

import foundry.api.database.Channel;
import foundry.postgres.Notifications;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is said while a stream is being opened, kept until there is a topic to tell it to: a client
 * that was answered counts on hearing of whatever it does next.
 */
final class Hearing {
  /** More than is said while a row is read; beyond that the topic has to look for itself. */
  private static final int EARLY_MAX = 1_000;

  private record Heard(Channel channel, String payload) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Heard> early = new ArrayList<>();
  private boolean begun;
  private volatile @Nullable Topic topic;

  /** True if it concerns the stream now. */
  boolean heard(Channel channel, String payload) {
    var listening = topic;
    if (listening != null) return listening.heard(channel, payload);
    lock.lock();
    try {
      if (!begun && early.size() <= EARLY_MAX) early.add(new Heard(channel, payload));
      listening = topic;
    } finally {
      lock.unlock();
    }
    return listening != null && listening.heard(channel, payload);
  }

  /** Tells the topic from now on, and first what was said before. */
  void begin(Topic listening) {
    lock.lock();
    try {
      if (early.size() > EARLY_MAX) {
        for (var channel : Channel.values()) listening.heard(channel, Notifications.LOOK_AGAIN);
      }
      for (var heard : early) listening.heard(heard.channel(), heard.payload());
      topic = listening;
      begun = true;
      early.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is told here: somebody else listens. */
  void none() {
    lock.lock();
    try {
      begun = true;
      early.clear();
    } finally {
      lock.unlock();
    }
  }
}
