package foundry.api.graphql.live;

import foundry.api.Limits;
import foundry.api.database.Channel;
import foundry.api.graphql.Engine;
import foundry.api.graphql.plan.Execution;
import foundry.api.viewer.Viewer;
import foundry.viewer.UserId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One topic that several streams listen to with the same selection: each change is read once, and
 * each stream writes from it what is new to its client. Whatever happens while it reads is one
 * change; so does a stream that is slow see only the newest.
 */
final class Feed {
  /** What streams must have in common: operation, topic, and the variables of the selection. */
  record Key(Object operation, Object topic, Object variables) {}

  /** What was read, or why nothing can be. */
  sealed interface Seen {
    /** The first has the number 1. */
    long number();

    /**
     * @param members who of the listeners may be told
     */
    record Now(long number, Set<UserId> members, Object object, Execution selection)
        implements Seen {}

    record Failed(long number, RuntimeException cause) implements Seen {}
  }

  private final Streams.Parts parts;
  private final Engine.Request request;
  private final SharedTopic topic;
  private final Viewer viewer;
  private final ReadingSpans spans;
  private final Set<Stream> listeners = ConcurrentHashMap.newKeySet();
  private final Semaphore woken = new Semaphore(1);
  private volatile @Nullable Seen seen;
  private volatile long begun;
  private volatile boolean over;

  /**
   * @param request of the first stream; the others' differ in what {@link Key} leaves out
   */
  Feed(Streams.Parts parts, Engine.Request request, SharedTopic topic, String requestId) {
    this.parts = parts;
    this.request = request;
    this.topic = topic;
    this.viewer = new Viewer.Product(topic.org(), "read for all who listen", requestId);
    this.spans = new ReadingSpans(parts.tracer(), request.cause(requestId));
  }

  void join(Stream stream) {
    listeners.add(stream);
  }

  /** True if nobody is left. */
  boolean leave(Stream stream) {
    listeners.remove(stream);
    woken.release();
    return listeners.isEmpty();
  }

  void heard(Channel channel, String payload) {
    if (topic.heard(channel, payload)) woken.release();
  }

  /**
   * Asks to look once more. The number of the first look that begins after this: what was seen
   * before may be older than what the client has.
   */
  long ask() {
    long next = begun + 1;
    woken.release();
    return next;
  }

  @Nullable Seen seen() {
    return seen;
  }

  /** True if it reads no more: whoever listens has to join again. */
  boolean isOver() {
    return over;
  }

  /**
   * Reads on until nobody listens. Looks for itself now and then: a notification may be lost.
   *
   * @param forget takes care that nobody joins any more
   */
  void run(Runnable forget) {
    try {
      long number = 0;
      while (!listeners.isEmpty()) {
        var ignored =
            woken.tryAcquire(Limits.STREAM_CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        woken.drainPermits();
        begun = ++number;
        seen = look(number);
        listeners.forEach(Stream::wake);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      forget.run();
      over = true;
      listeners.forEach(Stream::wake);
    }
  }

  private Set<UserId> people() {
    return listeners.stream().map(Stream::person).collect(Collectors.toSet());
  }

  private Seen look(long number) {
    try {
      return spans.within(() -> read(number));
    } catch (RuntimeException e) {
      return new Seen.Failed(number, e);
    } catch (Error e) {
      // To be told like any failure: without this thread all who listen hear heartbeats for ever.
      return new Seen.Failed(number, new IllegalStateException("reading for all broke", e));
    }
  }

  private Seen read(long number) {
    return parts
        .database()
        .read(
            viewer,
            request.cause(viewer.requestId()),
            reads -> {
              var members = reads.members(topic.org(), people());
              var object = topic.look(reads);
              var selection = parts.engine().read(request, reads, topic.about());
              return new Seen.Now(number, members, object, selection);
            });
  }
}
