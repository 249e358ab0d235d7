package foundry.ai.key;

import foundry.ai.Limits;
import foundry.ai.http.Credentials;
import foundry.ai.http.ErrorCode;
import foundry.ai.http.Recent;
import foundry.ai.http.Refused;
import foundry.postgres.DatabaseUnavailable;
import foundry.postgres.Notifications;
import foundry.viewer.ApiKey;
import foundry.viewer.Caller;
import foundry.viewer.KeyId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Checks keys, from memory where it can. A revoked key is forgotten as soon as PostgreSQL tells, on
 * every replica; should that message be lost, after {@link #KNOWN_FOR} at the latest.
 */
final class Keys implements Credentials {
  static final Duration KNOWN_FOR = Duration.ofSeconds(30);

  private static final String SAME_FOR_ALL =
      "authorization: no valid key (expected: one of the organization's, neither revoked nor expired)";

  /** What the database said of a hash, and when. */
  private record Known(Optional<KeyRecord> key, Instant since) {
    boolean is(KeyId id) {
      return key.map(found -> found.id().equals(id)).orElse(false);
    }
  }

  private final KeyTable table;
  private final LastUse lastUse;
  private final Executor workers;
  private final Clock clock;
  private final Recent<KeyHash, Known> known = new Recent<>(Limits.KEYS_KNOWN_MAX);
  private final Map<KeyHash, Future<Optional<KeyRecord>>> asking = new ConcurrentHashMap<>();
  private final AtomicInteger askingCount = new AtomicInteger();
  private final AtomicLong revocations = new AtomicLong();

  Keys(KeyTable table, LastUse lastUse, Executor workers, Clock clock) {
    this.table = table;
    this.lastUse = lastUse;
    this.workers = workers;
    this.clock = clock;
  }

  /** The id of a key that is new or revoked, or that something may have been missed. */
  void heard(String payload) {
    revocations.incrementAndGet();
    if (payload.equals(Notifications.LOOK_AGAIN)) known.removeIf(any -> true);
    else forget(KeyId.parse(payload));
  }

  /** Also whom nobody knew: the key may be theirs. */
  void forget(KeyId id) {
    revocations.incrementAndGet();
    known.removeIf(entry -> entry.is(id) || entry.key().isEmpty());
  }

  @Override
  public boolean takes(String credential) {
    return credential.startsWith(ApiKey.PREFIX);
  }

  @Override
  public Future<Caller> caller(String credential, String path, String requestId) {
    var key = ApiKey.parse(credential);
    if (key.isEmpty()) return refused();
    return record(KeyHash.of(key.get())).compose(found -> admit(found, path, requestId));
  }

  private static Future<Caller> refused() {
    return Future.failedFuture(new Refused(ErrorCode.UNAUTHENTICATED, SAME_FOR_ALL));
  }

  private Future<Caller> admit(Optional<KeyRecord> found, String path, String requestId) {
    Instant now = clock.instant();
    if (found.isEmpty() || !found.get().opensAt(now)) return refused();
    var key = found.get();
    var scope = Scope.of(path);
    if (scope.filter(key.scopes()::contains).isEmpty()) {
      return Future.failedFuture(notFor(path, scope));
    }
    lastUse.used(key, now);
    return Future.succeededFuture(
        new Caller(key.org(), key.user(), Optional.empty(), requestId, Optional.of(key.id())));
  }

  private static Refused notFor(String path, Optional<Scope> scope) {
    if (scope.isEmpty() && !Scope.isOfPeople(path)) {
      return new Refused(ErrorCode.NOT_FOUND, "no such path");
    }
    String message = "authorization: this key is not for this path";
    return new Refused(
        ErrorCode.FORBIDDEN,
        scope
            .map(needed -> "%s (expected: one with the scope %s)".formatted(message, needed.word()))
            .orElse(message));
  }

  private Future<Optional<KeyRecord>> record(KeyHash hash) {
    var entry = known.get(hash);
    if (entry != null && clock.instant().isBefore(entry.since().plus(KNOWN_FOR))) {
      return Future.succeededFuture(entry.key());
    }
    var running = asking.get(hash);
    if (running != null) return running;
    if (askingCount.get() >= Limits.KEY_LOOKUPS_MAX) {
      String message = "too many keys that are not known yet; come again";
      return Future.failedFuture(new Refused(ErrorCode.RATE_LIMITED, message));
    }
    return ask(hash);
  }

  /** Everyone who comes with the same key meanwhile waits for the same answer. */
  private Future<Optional<KeyRecord>> ask(KeyHash hash) {
    Promise<Optional<KeyRecord>> answer = Promise.promise();
    var other = asking.putIfAbsent(hash, answer.future());
    if (other != null) return other;
    askingCount.incrementAndGet();
    workers.execute(() -> look(hash, answer));
    return answer.future();
  }

  /** Whatever is thrown, an error too: those who wait hear of it, and the next one looks anew. */
  private void look(KeyHash hash, Promise<Optional<KeyRecord>> answer) {
    try {
      answer.complete(found(hash));
    } catch (DatabaseUnavailable e) {
      answer.fail(new Refused(ErrorCode.UNAVAILABLE, "keys cannot be checked now; come again"));
    } catch (Throwable e) {
      answer.tryFail(e);
    }
  }

  private Optional<KeyRecord> found(KeyHash hash) {
    try {
      long before = revocations.get();
      var since = clock.instant();
      var found = table.find(hash);
      known.put(hash, new Known(found, since));
      // It may have been revoked between the look and the note of it.
      if (revocations.get() != before) known.remove(hash);
      return found;
    } finally {
      done(hash);
    }
  }

  private void done(KeyHash hash) {
    asking.remove(hash);
    askingCount.decrementAndGet();
  }
}
