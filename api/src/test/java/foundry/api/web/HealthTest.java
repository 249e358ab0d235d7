package foundry.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.TestApi;
import foundry.http.HttpService;
import foundry.http.Json;
import foundry.telemetry.Metrics;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class HealthTest {
  @Test
  void many_who_ask_at_once_cost_one_check() throws Exception {
    var client =
        TestApi.HTTP; // made here: many threads waiting for a class keep it from being made
    assertThat(client).isNotNull();
    var checks = new AtomicInteger();
    var vertx = Vertx.vertx();
    var metrics = new Metrics("test");
    var address = new HttpService.Address("test", "127.0.0.1", 0);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var service =
            HttpService.start(
                vertx,
                address,
                new Health(
                        Map.of("part", Health.Check.of(() -> checks.incrementAndGet() > 0)),
                        metrics,
                        new Drain(Duration.ZERO),
                        threads)
                    ::addTo,
                Failures::answer)) {
      var url = URI.create("http://127.0.0.1:%d/readyz".formatted(service.port()));
      var asking = new ArrayList<Future<Integer>>();
      long startNanos = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        asking.add(threads.submit(() -> TestApi.send(HttpRequest.newBuilder(url)).statusCode()));
      }
      for (var reply : asking) assertThat(reply.get()).isEqualTo(200);
      long seconds = (System.nanoTime() - startNanos) / 1_000_000_000L;
      assertThat(checks.get()).isBetween(1, 1 + (int) seconds);
    } finally {
      vertx.close().await();
    }
  }

  private static void served(Map<String, Health.Check> checks, Consumer<URI> test) {
    var vertx = Vertx.vertx();
    var address = new HttpService.Address("test", "127.0.0.1", 0);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var health = new Health(checks, new Metrics("test"), new Drain(Duration.ZERO), threads);
      try (var service =
          HttpService.start(vertx, address, health::addManagementTo, Failures::answer)) {
        test.accept(URI.create("http://127.0.0.1:%d/readyz".formatted(service.port())));
      }
    } finally {
      vertx.close().await();
    }
  }

  @Test
  void a_part_that_hangs_is_asked_once_and_not_waited_for() {
    var asked = new AtomicInteger();
    var hung = new CountDownLatch(1);
    var checks = new LinkedHashMap<String, Health.Check>();
    checks.put(
        "database",
        Health.Check.of(
            () -> {
              asked.incrementAndGet();
              return await(hung);
            }));
    checks.put("storage", Health.Check.of(() -> true));
    served(
        checks,
        url -> {
          for (int i = 0; i < 2; i++) {
            var reply = TestApi.send(HttpRequest.newBuilder(url));
            assertThat(reply.statusCode()).isEqualTo(503);
            var parts = Json.tree(reply.body()).path("parts");
            assertThat(parts.path("database").asString()).startsWith("not ready: no answer within");
            assertThat(parts.path("storage").asString()).isEqualTo("ready");
          }
          assertThat(asked.get()).isEqualTo(1);
          hung.countDown();
        });
  }

  /** True when the latch is open; a minute at most, so that a test that fails ends. */
  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Test
  void all_parts_are_asked_at_once() {
    var both = new CountDownLatch(2);
    var check =
        Health.Check.of(
            () -> {
              both.countDown();
              return await(both);
            });
    served(
        Map.of("database", check, "storage", check),
        url -> assertThat(TestApi.send(HttpRequest.newBuilder(url)).statusCode()).isEqualTo(200));
  }
}
