package foundry.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.TestApi;
import foundry.http.HttpService;
import foundry.telemetry.Metrics;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
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
}
