package foundry.ai.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

final class MachineCredentialsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger searches = new AtomicInteger();

  private AwsCredentialsIdentity found() {
    if (Context.isOnEventLoopThread()) throw new IllegalStateException("blocks the event loop");
    searches.incrementAndGet();
    return AwsSessionCredentials.builder()
        .accessKeyId("id")
        .secretAccessKey("secret")
        .sessionToken("token")
        .expirationTime(NOW.plus(Duration.ofHours(1)))
        .build();
  }

  private static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static Clock at(Duration later) {
    return Clock.fixed(NOW.plus(later), ZoneOffset.UTC);
  }

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void many_who_ask_at_once_search_once_and_off_the_event_loop() {
    var credentials = new MachineCredentials(vertx, at(Duration.ZERO), this::found);
    var first = credentials.now();
    var second = credentials.now();
    assertThat(join(first)).isSameAs(join(second)).isSameAs(join(credentials.now()));
    assertThat(searches).hasValue(1);
  }

  @Test
  void everybody_goes_on_at_the_event_loop_that_asked() {
    var mayEnd = new CountDownLatch(1);
    var credentials =
        new MachineCredentials(
            vertx,
            at(Duration.ZERO),
            () -> {
              mayEnd.await();
              return found();
            });
    var asked = new CountDownLatch(3);
    var stayed = new ArrayList<CompletableFuture<Boolean>>();
    for (int i = 0; i < 3; i++) {
      var same = new CompletableFuture<Boolean>();
      stayed.add(same);
      var loop = ((VertxInternal) vertx).createEventLoopContext();
      loop.runOnContext(
          ignored -> {
            var thread = Thread.currentThread();
            credentials.now().onComplete(keys -> same.complete(Thread.currentThread() == thread));
            asked.countDown();
          });
    }
    await(asked);
    mayEnd.countDown();
    for (var same : stayed) assertThat(same.orTimeout(20, TimeUnit.SECONDS).join()).isTrue();
    assertThat(searches).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void what_is_about_to_expire_is_searched_for_again() {
    var credentials = new MachineCredentials(vertx, at(Duration.ofMinutes(59)), this::found);
    join(credentials.now());
    join(credentials.now());
    assertThat(searches).hasValue(2);
  }
}
