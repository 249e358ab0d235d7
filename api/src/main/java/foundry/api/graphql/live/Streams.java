package foundry.api.graphql.live;

import foundry.api.Limits;
import foundry.api.database.Channel;
import foundry.api.database.Database;
import foundry.api.graphql.Engine;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import foundry.api.identity.Identities;
import foundry.api.identity.Session;
import foundry.http.EventStream;
import foundry.http.RequestId;
import foundry.postgres.Notifications;
import foundry.telemetry.Tracer;
import foundry.viewer.UserId;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** All open streams of this replica: wakes those that a notification concerns, and counts. */
public final class Streams implements AutoCloseable {
  /** What a stream needs to answer. */
  record Parts(Engine engine, Database database, Identities identities, Tracer tracer) {}

  private final Parts parts;
  private final List<Notifications.Subscription> subscriptions;
  private final Set<Stream> open = ConcurrentHashMap.newKeySet();
  private final Map<Feed.Key, Feed> feeds = new ConcurrentHashMap<>();
  private final Map<UserId, Integer> perPerson = new ConcurrentHashMap<>();

  public Streams(
      Engine engine,
      Database database,
      Identities identities,
      Notifications<Channel> notifications,
      Tracer tracer) {
    this.parts = new Parts(engine, database, identities, tracer);
    this.subscriptions =
        Arrays.stream(Channel.values())
            .map(channel -> notifications.subscribe(channel, payload -> hear(channel, payload)))
            .toList();
  }

  private void hear(Channel channel, String payload) {
    feeds.values().forEach(feed -> feed.heard(channel, payload));
    open.forEach(stream -> stream.heard(channel, payload));
  }

  /** Joins those who listen to the same, or begins to read for them. */
  Feed join(Stream stream, Feed.Key key, Supplier<Feed> begin) {
    return Objects.requireNonNull(
        feeds.compute(
            key,
            (ignored, known) -> {
              var feed = known == null ? begin.get() : known;
              feed.join(stream);
              if (known == null) start(key, feed);
              return feed;
            }));
  }

  private void start(Feed.Key key, Feed feed) {
    Thread.ofVirtual().name("feed").start(() -> feed.run(() -> feeds.remove(key, feed)));
  }

  void leave(Stream stream, Feed.Key key) {
    feeds.computeIfPresent(key, (ignored, feed) -> feed.leave(stream) ? null : feed);
  }

  /** Serves one client on the calling thread until either side ends it. */
  public void open(RoutingContext http, Context context, Engine.Request request, Session session) {
    var person = session.user();
    if (perPerson.merge(person, 1, Integer::sum) > Limits.STREAMS_PER_PERSON_MAX) {
      leave(person);
      throw new Refusal(
          ErrorCode.TOO_MANY_STREAMS,
          "open streams: more than %d (close one)".formatted(Limits.STREAMS_PER_PERSON_MAX));
    }
    try {
      var authorization = http.request().getHeader(HttpHeaders.AUTHORIZATION);
      var requestId = RequestId.of(http);
      var pass = new Pass(parts.identities(), authorization, session, requestId);
      var answered = new CompletableFuture<EventStream>();
      var stream = new Stream(this, parts, answered, request, pass, requestId);
      open.add(stream); // first: who has an answer counts on hearing of whatever they do next
      try {
        answer(http, context, answered);
        answered.join().onClose(stream::wake);
        stream.run();
      } finally {
        open.remove(stream);
        answered.thenAccept(EventStream::end);
      }
    } finally {
      leave(person);
    }
  }

  private void leave(UserId person) {
    perPerson.computeIfPresent(person, (ignored, count) -> count == 1 ? null : count - 1);
  }

  private static void answer(
      RoutingContext http, Context context, CompletableFuture<EventStream> answered) {
    context.runOnContext(
        ignored -> {
          try {
            answered.complete(EventStream.open(http));
          } catch (RuntimeException e) {
            answered.completeExceptionally(e);
          }
        });
  }

  public int openCount() {
    return open.size();
  }

  /** Cuts all streams off; clients come back to another replica. */
  @Override
  public void close() {
    subscriptions.forEach(Notifications.Subscription::close);
    open.forEach(Stream::stop);
  }
}
