package foundry.api.aiclient;

import foundry.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One call: sends, waits for the head, lets the body be read. Cancelling closes the connection,
 * whatever the call is waiting for, and so does silence beyond the limit.
 */
final class Exchange {
  /** Limits of one call: until its head arrives, and between two signs of life in its body. */
  record Patience(Duration head, Duration silence) {}

  /** Reads a reply; {@code alive} is to be run at each sign of life. */
  interface BodyReader<T> {
    AiResult<T> read(InputStream body, Runnable alive) throws IOException;
  }

  /** An error body is a few hundred bytes. */
  private static final int ERROR_BYTES_MAX = 64 << 10;

  private static final ScheduledExecutorService WATCH =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("ai-watch").factory());

  private final HttpClient http;
  private final Patience patience;
  private final Cancellation cancellation;

  Exchange(HttpClient http, Patience patience, Cancellation cancellation) {
    this.http = http;
    this.patience = patience;
    this.cancellation = cancellation;
  }

  <T> AiResult<T> run(HttpRequest request, BodyReader<T> reader) {
    var pending = http.sendAsync(request, BodyHandlers.ofInputStream());
    try {
      HttpResponse<InputStream> response;
      try (var _ = cancellation.onCancel(() -> pending.cancel(true))) {
        response = pending.get(patience.head().toMillis(), TimeUnit.MILLISECONDS);
      }
      return body(response, reader);
    } catch (TimeoutException e) {
      pending.cancel(true);
      return failed(new AiFailure.TimedOut("no reply within " + patience.head()));
    } catch (CancellationException e) {
      return failed(new AiFailure.Cancelled("cancelled before the reply"));
    } catch (ExecutionException e) {
      return failed(unreachable(e.getCause() == null ? e : e.getCause()));
    } catch (InterruptedException e) {
      pending.cancel(true);
      Thread.currentThread().interrupt();
      return failed(new AiFailure.Cancelled("interrupted"));
    }
  }

  private <T> AiResult<T> body(HttpResponse<InputStream> response, BodyReader<T> reader) {
    var body = response.body();
    var lastNanos = new AtomicLong(System.nanoTime());
    var watch =
        WATCH.scheduleWithFixedDelay(
            () -> closeIfSilent(body, lastNanos), 250, 250, TimeUnit.MILLISECONDS);
    try (body;
        var _ = cancellation.onCancel(() -> close(body))) {
      if (response.statusCode() / 100 != 2) return failed(error(response.statusCode(), body));
      return reader.read(body, () -> lastNanos.set(System.nanoTime()));
    } catch (IOException | UncheckedIOException | JacksonException e) {
      return failed(isSilent(lastNanos) ? silent() : unreachable(e));
    } finally {
      watch.cancel(false);
    }
  }

  private void closeIfSilent(InputStream body, AtomicLong lastNanos) {
    if (isSilent(lastNanos)) close(body);
  }

  private boolean isSilent(AtomicLong lastNanos) {
    return System.nanoTime() - lastNanos.get() > patience.silence().toNanos();
  }

  private AiFailure silent() {
    return new AiFailure.TimedOut("silent for " + patience.silence());
  }

  private AiFailure unreachable(Throwable cause) {
    return cancellation.isCancelled()
        ? new AiFailure.Cancelled("cancelled")
        : new AiFailure.Unavailable(cause.toString());
  }

  private static <T> AiResult<T> failed(AiFailure failure) {
    return new AiResult.Failed<>(failure);
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AiFailure error(int status, InputStream body) throws IOException {
    String text = new String(body.readNBytes(ERROR_BYTES_MAX), StandardCharsets.UTF_8);
    try {
      return error(status, Json.tree(text));
    } catch (JacksonException e) {
      return of(status, "", "status " + status);
    }
  }

  private static AiFailure error(int status, JsonNode body) {
    var error = body.path("error");
    return of(status, error.path("code").asString(""), error.path("message").asString(""));
  }

  /** The failure that an error event of a stream tells. */
  static AiFailure of(JsonNode body) {
    return error(500, body);
  }

  private static AiFailure of(int status, String code, String message) {
    String text = "%d %s: %s".formatted(status, code, message);
    return switch (code) {
      case "TOO_LARGE" -> new AiFailure.TooLarge(text);
      case "UPSTREAM_TIMEOUT" -> new AiFailure.TimedOut(text);
      case "RATE_LIMITED", "UPSTREAM_FAILED", "UNAVAILABLE", "INTERNAL" ->
          new AiFailure.Unavailable(text);
      default -> status >= 500 ? new AiFailure.Unavailable(text) : refused(status, code, text);
    };
  }

  private static AiFailure refused(int status, String code, String text) {
    return status == 413 ? new AiFailure.TooLarge(text) : new AiFailure.Refused(code, text);
  }
}
