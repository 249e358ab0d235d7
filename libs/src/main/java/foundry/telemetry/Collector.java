package foundry.telemetry;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans by OTLP over HTTP in its JSON form, many at a time. Spans are lost rather than waited
 * for: a collector that is slow or away costs no call anything.
 */
final class Collector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

  private static final byte[] TAIL = SpanBytes.ascii("}]}]}");

  /** Some two hundred spans: a request for each would cost as much as the call itself. */
  private static final int SEND_BYTES = 256 << 10;

  /** Waiting while the collector is slow. */
  private static final int WAITING_BYTES_MAX = 4 << 20;

  private static final int REQUESTS_MAX = 2;
  private static final long SEND_MILLIS = 1_000;
  private static final long TIMEOUT_MILLIS = 10_000;
  private static final long CLOSE_MILLIS_MAX = 3_000;

  private final Vertx vertx;
  private final HttpClient client;
  private final RequestOptions request;
  private final Counter lost;
  private final byte[] head;
  private final long timer;

  private SpanBytes filling;
  private int spans;
  private int requests;
  private boolean reachable = true;

  /**
   * @param service whose spans these are: api, ai
   * @param lost counts spans that were not taken
   */
  Collector(Vertx vertx, URI base, Map<String, String> headers, String service, Counter lost) {
    this.vertx = vertx;
    this.head = head(service);
    this.filling = empty();
    this.client = vertx.createHttpClient(new HttpClientOptions());
    String address = base.toString();
    this.request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(address + (address.endsWith("/") ? "v1/traces" : "/v1/traces"))
            .setTimeout(TIMEOUT_MILLIS)
            .putHeader("content-type", "application/json");
    headers.forEach(request::putHeader);
    this.lost = lost;
    this.timer = vertx.setPeriodic(SEND_MILLIS, ignored -> send());
  }

  private static byte[] head(String service) {
    return SpanBytes.ascii(
        ("{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\","
                + "\"value\":{\"stringValue\":\"foundry-%1$s\"}}]},"
                + "\"scopeSpans\":[{\"scope\":{\"name\":\"foundry.%1$s\"},\"spans\":[")
            .formatted(service));
  }

  private SpanBytes empty() {
    return new SpanBytes(SEND_BYTES + (SEND_BYTES >> 2)).raw(head);
  }

  /**
   * Any thread.
   *
   * @param span writes one, with a comma behind
   */
  void add(Consumer<SpanBytes> span) {
    synchronized (this) {
      if (filling.length() > WAITING_BYTES_MAX) {
        lost.increment();
        return;
      }
      span.accept(filling);
      spans++;
      if (filling.length() < SEND_BYTES) return;
    }
    send();
  }

  private void send() {
    Buffer body;
    int count;
    synchronized (this) {
      if (spans == 0 || requests >= REQUESTS_MAX) return;
      body = filling.endList().raw(TAIL).buffer();
      count = spans;
      filling = empty();
      spans = 0;
      requests++;
    }
    client
        .request(request)
        .compose(made -> made.send(body))
        .map(reply -> reply.statusCode() / 100 == 2 ? "" : "it answers " + reply.statusCode())
        .otherwise("it cannot be reached")
        .onSuccess(problem -> sent(count, problem));
  }

  private synchronized void sent(int count, String problem) {
    requests--;
    notifyAll();
    if (!problem.isEmpty()) {
      lost.increment(count);
      if (reachable) LOG.warn("spans are lost, the collector takes none: {}", problem);
    }
    reachable = problem.isEmpty();
  }

  /** Sends what there is. Not on an event loop. */
  @Override
  public void close() {
    vertx.cancelTimer(timer);
    try {
      long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS_MAX);
      awaitRequests(REQUESTS_MAX - 1, until);
      send();
      awaitRequests(0, until);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }

  private synchronized void awaitRequests(int atMost, long untilNanos) throws InterruptedException {
    while (requests > atMost) {
      long millis = TimeUnit.NANOSECONDS.toMillis(untilNanos - System.nanoTime());
      if (millis <= 0) return;
      wait(millis);
    }
  }
}
