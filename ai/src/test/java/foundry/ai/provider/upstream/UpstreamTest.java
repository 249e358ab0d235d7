package foundry.ai.provider.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Questions to a provider's server. */
final class UpstreamTest {
  @Test
  void a_question_that_was_given_up_is_not_sent_later() throws Exception {
    var vertx = Vertx.vertx();
    var asked = new ConcurrentLinkedQueue<String>();
    var server = vertx.createHttpServer();
    server.requestHandler(
        request -> {
          asked.add(request.path());
          request.response().end("{}");
        });
    int port = wait(server.listen(0, "127.0.0.1")).actualPort();
    Promise<Void> signing = Promise.promise();
    Signature slow =
        request ->
            request.path().equals("/late")
                ? signing.future().map(request)
                : Future.succeededFuture(request);
    var url = URI.create("http://127.0.0.1:" + port);
    try (var upstream = new Upstream(vertx, url, Timeouts.DEFAULT, slow, Clock.systemUTC())) {
      assertThat(result(upstream, "/late", 50).failed()).isTrue();
      signing.complete();
      assertThat(result(upstream, "/next", 5_000).succeeded()).isTrue();
      assertThat(List.copyOf(asked)).containsExactly("/next");
    } finally {
      wait(vertx.close());
    }
  }

  private static Future<Buffer> result(Upstream upstream, String path, long millisMax)
      throws Exception {
    var failed = new Failed(Problem.BROKEN, "broken", false);
    var answer = upstream.exchange(UpstreamRequest.get(path), millisMax, error -> failed);
    wait(answer.otherwiseEmpty());
    return answer;
  }

  private static <T> T wait(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
