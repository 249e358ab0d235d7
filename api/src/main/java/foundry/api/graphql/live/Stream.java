package foundry.api.graphql.live;

import foundry.api.Limits;
import foundry.api.database.Channel;
import foundry.api.database.Reads;
import foundry.api.graphql.Engine;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Errors;
import foundry.api.graphql.errors.Refusal;
import foundry.api.graphql.plan.Response;
import foundry.api.viewer.Viewer;
import foundry.http.EventStream;
import foundry.http.Json;
import foundry.viewer.UserId;
import graphql.language.OperationDefinition;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * One client listening (GraphQL over SSE, distinct connections). Waits to be woken, reads what is
 * new under the viewer, sends it and waits for the bytes to leave: whatever happens meanwhile is
 * one piece of news. Looks for itself at least every {@link Limits#STREAM_CHECK_INTERVAL}.
 */
final class Stream {
  private final Streams streams;
  private final Streams.Parts parts;
  private final CompletableFuture<EventStream> answered;
  private final Engine.Request request;
  private final Pass pass;
  private final Semaphore woken = new Semaphore(0);
  private final Hearing hearing = new Hearing();
  private final String requestId;
  private final ReadingSpans spans;
  private Viewer viewer;
  private boolean fed;
  private volatile boolean stopped;

  /**
   * @param answered there before it runs
   */
  Stream(
      Streams streams,
      Streams.Parts parts,
      CompletableFuture<EventStream> answered,
      Engine.Request request,
      Pass pass,
      String requestId) {
    this.streams = streams;
    this.parts = parts;
    this.answered = answered;
    this.request = request;
    this.pass = pass;
    this.viewer = new Viewer.Person(pass.person(), Map.of(), requestId);
    this.requestId = requestId;
    this.spans = new ReadingSpans(parts.tracer(), request.cause(requestId));
  }

  /** Takes note of a notification. */
  void heard(Channel channel, String payload) {
    if (hearing.heard(channel, payload)) wake();
  }

  UserId person() {
    return pass.person();
  }

  void wake() {
    woken.release();
  }

  void stop() {
    stopped = true;
    wake();
  }

  void run() {
    try {
      serve();
    } catch (Gone e) {
      // The client left, or has to come back with a new token: no last word.
    } catch (RuntimeException e) {
      var refusal = Errors.refusal(e, requestId);
      if (!comesBackAfter(refusal)) finish(refusal);
    }
  }

  /** A failure that may pass: cut off without a last word, a subscriber connects again. */
  private boolean comesBackAfter(Refusal refusal) {
    return isSubscription()
        && (refusal.code() == ErrorCode.UNAVAILABLE || refusal.code() == ErrorCode.INTERNAL);
  }

  private boolean isSubscription() {
    return request.operation().kind() == OperationDefinition.Operation.SUBSCRIPTION;
  }

  private void serve() {
    if (!isSubscription()) {
      send(parts.engine().run(request, person(), requestId));
      complete();
      return;
    }
    var opened = this.<Topic>read(reads -> parts.engine().open(request, reads));
    if (opened instanceof SharedTopic shared && request.operation().isShared()) listen(shared);
    else listen(opened);
  }

  /** Told from what is read for all who listen to the same. */
  private void listen(SharedTopic shared) {
    fed = true;
    hearing.none();
    var below = request.operation().below(request.variables());
    var key = new Feed.Key(request.operation(), shared.key(), below);
    var feed = streams.join(this, key, () -> new Feed(parts, request, shared, requestId));
    try {
      long next = feed.ask();
      while (!shared.isOver()) {
        var seen = feed.seen();
        if (seen != null && seen.number() >= next) {
          next = seen.number() + 1;
          tell(shared, seen);
        }
        if (shared.isOver()) break;
        if (feed.isOver()) throw new Gone();
        sleep();
        check();
      }
      complete();
    } finally {
      streams.leave(this, key);
    }
  }

  private void tell(SharedTopic shared, Feed.Seen seen) {
    switch (seen) {
      case Feed.Seen.Failed(var number, var cause) -> throw cause;
      case Feed.Seen.Now(var number, var members, var object, var selection) -> {
        if (!members.contains(person())) throw shared.gone();
        shared.advance(object).ifPresent(update -> send(selection.retold(update, viewer)));
      }
    }
  }

  /** Reads for itself. */
  private void listen(Topic listening) {
    hearing.begin(listening);
    wake(); // for what is to be told at first
    while (true) {
      long readNanos = System.nanoTime();
      send(updates(listening));
      if (listening.isOver()) {
        complete();
        return;
      }
      if (!listening.hasMore()) {
        sleep();
        rest(readNanos);
      }
      check();
    }
  }

  /**
   * What was read at once may take a slow client long. Whose roles are others meanwhile is cut off:
   * whoever still may listen comes back and is told what they may see now.
   */
  private void send(List<Response> updates) {
    var readAs = viewer;
    for (var update : updates) {
      if (check() && !readAs.equals(spans.within(() -> read(Reads::viewer)))) throw new Gone();
      send(update);
    }
  }

  private List<Response> updates(Topic listening) {
    listening.take();
    return spans.within(() -> read(reads -> told(listening, reads)));
  }

  private List<Response> told(Topic listening, Reads reads) {
    var responses = new ArrayList<Response>();
    for (var news : listening.news(reads)) {
      responses.add(parts.engine().tell(request, reads, news));
    }
    return responses;
  }

  private <T> T read(Function<Reads, T> work) {
    return parts
        .database()
        .read(
            person(),
            request.cause(requestId),
            reads -> {
              viewer = reads.viewer();
              return work.apply(reads);
            });
  }

  private void sleep() {
    try {
      if (!woken.tryAcquire(pass.untilLook().toNanos(), TimeUnit.NANOSECONDS)) return;
      woken.drainPermits();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Gone();
    }
  }

  /** What happens until so long after the last reading is one piece of news. */
  private void rest(long readNanos) {
    long nanos = Limits.STREAM_READS_APART.toNanos() - (System.nanoTime() - readNanos);
    if (nanos > 0 && !stopped) LockSupport.parkNanos(nanos);
    woken.drainPermits();
  }

  /**
   * The token is looked at again now and then, and for those told from a feed the roles that they
   * see themselves by. Whether they may be told at all is asked with each reading.
   *
   * @return true if it was looked at just now
   */
  private boolean check() {
    if (stopped || answered.join().isClosed() || !pass.left().isPositive()) throw new Gone();
    try {
      if (!pass.look()) return false;
    } catch (Refusal refusal) {
      if (refusal.code() == ErrorCode.UNAUTHENTICATED) throw new Gone();
      throw refusal;
    }
    if (fed) viewer = spans.within(() -> read(Reads::viewer));
    return true;
  }

  private void finish(Refusal refusal) {
    try {
      send(Json.text(Errors.response(refusal, requestId)));
      complete();
    } catch (Gone e) {
      // Nobody is left to hear it.
    }
  }

  private void send(Response response) {
    send(response.json().toString());
  }

  private void send(String response) {
    await(answered.join().send("next", null, response));
  }

  private void complete() {
    await(answered.join().send("complete", null, ""));
  }

  private static void await(Future<Void> sent) {
    try {
      sent.toCompletionStage()
          .toCompletableFuture()
          .get(Limits.STREAM_WRITE_MAX.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new Gone();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Gone();
    }
  }

  /** There is nobody to send to any more. */
  private static final class Gone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Gone() {
      super("gone", null, false, false);
    }
  }
}
