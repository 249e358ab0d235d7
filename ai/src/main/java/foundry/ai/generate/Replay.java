package foundry.ai.generate;

import foundry.ai.Limits;
import foundry.http.EventStream;
import foundry.viewer.OrgId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one answer, numbered from 1 and kept, so that a reader who lost the connection gets
 * exactly what it missed. The answer goes on for a while without a reader; of two readers the last
 * one is real, since the other may be a connection nobody has noticed to be dead. Lives on the
 * event loop of the answer.
 */
final class Replay implements EventSink {
  /** What an event takes beside its data. */
  private static final int EVENT_CHARACTERS = 64;

  private record Sent(String name, String data) {}

  private final Vertx vertx;
  private final Context loop;
  private final OrgId org;
  private final ReplayRoom room;
  private final Runnable forget;
  private final ArrayList<Sent> log = new ArrayList<>(0);

  /** What the reader of now has not taken yet, in the order in which it was sent. */
  private final ArrayDeque<Promise<Void>> untaken = new ArrayDeque<>(0);

  private final EventStream first;

  private @Nullable EventStream reader;
  private @Nullable Runnable stop;
  private long kept;
  private int count;
  private long timer = -1;
  private boolean full;
  private boolean over;
  private boolean abandoned;

  /**
   * Call on the event loop of the answer.
   *
   * @param forget makes the answer unfindable
   */
  Replay(Vertx vertx, OrgId org, ReplayRoom room, EventStream first, Runnable forget) {
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    this.org = org;
    this.room = room;
    this.first = first;
    this.reader = first;
    this.forget = forget;
  }

  @Override
  public Future<Void> send(String name, @Nullable String id, String data) {
    keep(new Sent(name, data));
    var listening = reader;
    if (listening == null) return Future.succeededFuture();
    var written = listening.send(name, String.valueOf(count), data);
    return written.isComplete() ? written : taken(written);
  }

  /** Whoever waits for a reader does so until another one comes, and no longer. */
  private Future<Void> taken(Future<Void> written) {
    Promise<Void> taken = Promise.promise();
    untaken.add(taken);
    // A reader who came back may be on another event loop.
    written.onComplete(ignored -> loop.runOnContext(later -> taken(taken)));
    return taken.future();
  }

  private void taken(Promise<Void> promise) {
    untaken.remove(promise);
    promise.tryComplete();
  }

  private void waitNoLonger() {
    var former = List.copyOf(untaken);
    untaken.clear(); // before anybody goes on, and sends more
    for (var taken : former) taken.tryComplete();
  }

  private void keep(Sent sent) {
    count++;
    int characters = sent.data().length() + EVENT_CHARACTERS;
    boolean fits = !full && kept + characters <= Limits.RESUME_CHARACTERS_MAX;
    if (fits && room.take(org, characters)) {
      kept += characters;
      log.add(sent);
    } else {
      full = true;
      free();
      if (reader == null) abandon();
    }
  }

  @Override
  public void end() {
    over = true;
    if (reader != null) reader.end();
    await();
  }

  /** How the answer is ended once nobody comes back. */
  void stoppedBy(Runnable ending) {
    stop = ending;
  }

  @Override
  public void gone(Runnable ending) {
    stop = ending;
    leave(first);
  }

  private void leave(EventStream leaving) {
    if (over || leaving != reader) return;
    reader = null;
    leaving.end();
    if (full) abandon();
    else await();
    waitNoLonger();
  }

  /** Gives a reader the time to come back. */
  private void await() {
    vertx.cancelTimer(timer);
    timer = vertx.setTimer(Limits.RESUME_WINDOW.toMillis(), ignored -> abandon());
  }

  private void abandon() {
    vertx.cancelTimer(timer);
    over = true;
    abandoned = true;
    if (stop != null) stop.run();
    forget.run();
    free();
  }

  /** What can be sent again only in part is of no use to anybody. */
  private void free() {
    room.give(org, kept);
    kept = 0;
    log.clear();
    log.trimToSize();
  }

  /** Whether everything behind this event is still there; if so, the window begins anew. */
  boolean expects(int number) {
    if (!holds(number)) return false;
    if (reader == null || over) await();
    return true;
  }

  private boolean holds(int number) {
    return !full && !abandoned && number <= count;
  }

  /**
   * Sends everything behind this event, and what follows. A reader who is gone already takes
   * nobody's place.
   *
   * @param number of the last event the reader has; 0 for none
   * @return false if it is there no longer; nothing is sent then
   */
  boolean attach(EventStream fresh, int number) {
    if (!holds(number)) return false;
    if (fresh.isClosed()) return true;
    var former = reader;
    reader = fresh;
    if (former != null) former.end();
    vertx.cancelTimer(timer);
    for (int next = number; next < log.size(); next++) {
      var sent = log.get(next);
      fresh.send(sent.name(), String.valueOf(next + 1), sent.data());
    }
    if (over) end();
    waitNoLonger();
    return true;
  }

  /** The connection of this reader is closed. */
  void left(EventStream gone) {
    leave(gone);
  }
}
