package foundry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class RunningServiceTest {
  private static final Vertx VERTX = Vertx.vertx();

  private final List<String> closed = new ArrayList<>();

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  private static HttpService listen() {
    var address = new HttpService.Address("test", "127.0.0.1", 0);
    return HttpService.start(VERTX, address, router -> {}, context -> context.response().end());
  }

  private AutoCloseable part(String name) {
    return () -> closed.add(name);
  }

  @Test
  void parts_close_in_reverse_order_and_once() {
    var service =
        RunningService.start(
            parts -> {
              parts.add(part("first"));
              parts.add(part("second"));
              return parts.add(listen());
            });
    assertThat(service.port()).isPositive();
    service.close();
    service.close();
    assertThat(closed).containsExactly("second", "first");
  }

  @Test
  void a_start_that_fails_half_way_leaves_nothing_open() {
    assertThatThrownBy(
            () ->
                RunningService.start(
                    parts -> {
                      parts.add(part("first"));
                      parts.add(part("second"));
                      throw new IllegalStateException("no third");
                    }))
        .hasMessage("no third");
    assertThat(closed).containsExactly("second", "first");
  }

  @Test
  void a_part_that_does_not_close_does_not_keep_the_others_open() {
    RunningService.start(
            parts -> {
              parts.add(part("first"));
              parts.add(
                  () -> {
                    throw new IOException("stuck");
                  });
              return parts.add(listen());
            })
        .close();
    assertThat(closed).containsExactly("first");
  }
}
