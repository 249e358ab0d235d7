package foundry.ai.provider.bedrock;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * What the AWS SDK finds: profile, container or machine role. Finding asks files and other hosts,
 * so it happens on a worker, once for all who wait, and is kept till shortly before it expires.
 */
final class MachineCredentials implements AwsCredentials {
  /** Requests signed just before the end still arrive in time. */
  private static final Duration BEFORE_EXPIRY = Duration.ofMinutes(2);

  /** What does not expire may still be replaced. */
  private static final Duration UNDATED = Duration.ofMinutes(15);

  /** A failed search is not repeated for every call. */
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  /**
   * @param keys no future of Vert.x: one of those calls all who wait back on the event loop of the
   *     first of them
   */
  private record Found(
      CompletableFuture<AwsCredentialsIdentity> keys, AtomicReference<Instant> until) {}

  private final Vertx vertx;
  private final Clock clock;
  private final Callable<AwsCredentialsIdentity> search;
  private final AtomicReference<@Nullable Found> last = new AtomicReference<>();

  MachineCredentials(Vertx vertx, Clock clock) {
    this(vertx, clock, DefaultCredentialsProvider.builder().build()::resolveCredentials);
  }

  MachineCredentials(Vertx vertx, Clock clock, Callable<AwsCredentialsIdentity> search) {
    this.vertx = vertx;
    this.clock = clock;
    this.search = search;
  }

  @Override
  public Future<AwsCredentialsIdentity> now() {
    var found = last.get();
    if (found != null && clock.instant().isBefore(found.until().get())) return here(found);
    return find(found);
  }

  /** Whoever is first searches; the others wait for the same. */
  private Future<AwsCredentialsIdentity> find(@Nullable Found old) {
    var found = new Found(new CompletableFuture<>(), new AtomicReference<>(Instant.MAX));
    if (!last.compareAndSet(old, found)) return now();
    vertx
        .executeBlocking(search, false)
        .onSuccess(
            keys -> {
              found.until().set(until(keys));
              found.keys().complete(keys);
            })
        .onFailure(
            problem -> {
              found.until().set(clock.instant().plus(AFTER_FAILURE));
              found.keys().completeExceptionally(problem);
            });
    return here(found);
  }

  /** Whoever asks goes on where it asked. */
  private Future<AwsCredentialsIdentity> here(Found found) {
    return Future.fromCompletionStage(found.keys(), vertx.getOrCreateContext());
  }

  private Instant until(AwsCredentialsIdentity keys) {
    return keys.expirationTime()
        .map(end -> end.minus(BEFORE_EXPIRY))
        .orElseGet(() -> clock.instant().plus(UNDATED));
  }
}
