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
import foundry.viewer.UserId;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** All open streams of this replica: wakes those that a notification concerns, and counts. */
public final class Streams implements AutoCloseable {
  /** What a stream needs to answer. */
  record Parts(Engine engine, Database database, Identities identities) {}

  private final Parts parts;
  private final Notifications.Subscription subscription;
  private final Set<Stream> open = ConcurrentHashMap.newKeySet();
  private final Map<UserId, Integer> perPerson = new ConcurrentHashMap<>();

  public Streams(
      Engine engine,
      Database database,
      Identities identities,
      Notifications<Channel> notifications) {
    this.parts = new Parts(engine, database, identities);
    this.subscription =
        notifications.subscribe(
            Channel.JOB, payload -> open.forEach(stream -> stream.heard(payload)));
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
      var events = events(http, context);
      var authorization = http.request().getHeader(HttpHeaders.AUTHORIZATION);
      var stream = new Stream(parts, events, request, authorization, session, RequestId.of(http));
      events.onClose(stream::wake);
      open.add(stream);
      try {
        stream.run();
      } finally {
        open.remove(stream);
        events.end();
      }
    } finally {
      leave(person);
    }
  }

  private void leave(UserId person) {
    perPerson.computeIfPresent(person, (ignored, count) -> count == 1 ? null : count - 1);
  }

  private static EventStream events(RoutingContext http, Context context) {
    var opened = new CompletableFuture<EventStream>();
    context.runOnContext(
        ignored -> {
          try {
            opened.complete(EventStream.open(http));
          } catch (RuntimeException e) {
            opened.completeExceptionally(e);
          }
        });
    return opened.join();
  }

  public int openCount() {
    return open.size();
  }

  /** Cuts all streams off; clients come back to another replica. */
  @Override
  public void close() {
    subscription.close();
    open.forEach(Stream::stop);
  }
}
