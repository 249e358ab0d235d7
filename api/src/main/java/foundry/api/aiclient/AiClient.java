package foundry.api.aiclient;

import foundry.api.aiclient.Exchange.Patience;
import foundry.http.Json;
import foundry.telemetry.Span;
import foundry.telemetry.Traceparent;
import foundry.viewer.Caller;
import foundry.viewer.CallerTokens;
import foundry.viewer.KeyId;
import foundry.viewer.ProjectId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The ai service, as a person's question or document needs it. Blocks; may be cancelled. */
public final class AiClient {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(2);

  /** A retrieve takes milliseconds; a busy machine gets time, a hung one does not. */
  private static final Patience SHORT =
      new Patience(Duration.ofSeconds(10), Duration.ofSeconds(10));

  /** A person sits before the screen; an organization's year is added up in half a second. */
  private static final Patience REPORT = new Patience(Duration.ofSeconds(3), Duration.ofSeconds(1));

  /** Three heartbeats of a stream. */
  private static final Patience STREAM =
      new Patience(Duration.ofSeconds(35), Duration.ofSeconds(35));

  /** A reply that is no stream: passages of one question. */
  private static final int REPLY_BYTES_MAX = 4 << 20;

  /** A newer ai may answer more than this client knows. */
  private static final JsonMapper REPLIES =
      Json.MAPPER
          .rebuild()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

  /** What an index call leaves behind. */
  public record Indexed(int passages, boolean unchanged) {}

  /** A document as it is to be found from now on. */
  public record Content(String title, String contentHash, List<IndexedPage> pages) {}

  /** A key of an organization's program, by its hash. */
  public record Key(
      String name,
      String prefix,
      String sha256,
      List<String> scopes,
      @Nullable String expiresAt,
      boolean revoked) {}

  private record Known(String id) {}

  private record GenerateRequest(
      String prompt,
      List<Question.Context> context,
      int maxTokens,
      boolean stream,
      long deadlineMs) {}

  private record Passages(List<Passage> passages) {}

  private record Deleted(int deleted) {}

  private record Delta(String text) {}

  private final URI base;
  private final CallerTokens tokens;
  private final CompletableFuture<HttpClient> http;

  public AiClient(URI base, CallerTokens tokens) {
    this.base = base;
    this.tokens = tokens;
    this.http = CompletableFuture.supplyAsync(AiClient::connect, THREADS);
  }

  /** Made in the background: loading what TLS needs takes a while. */
  private static HttpClient connect() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_MAX)
        .executor(THREADS)
        .build();
  }

  /** The passages of the collection that fit the query best, best first. */
  public AiResult<List<Passage>> retrieve(
      Caller caller, ProjectId collection, String query, int count, Cancellation cancellation) {
    var body = Map.of("collection", collection.value(), "query", query, "top_k", count);
    var result =
        json(post(caller, "/v1/retrieve", body, "application/json"), Passages.class, cancellation);
    return switch (result) {
      case AiResult.Done<Passages>(var reply) -> new AiResult.Done<>(reply.passages());
      case AiResult.Failed<Passages>(var failure) -> new AiResult.Failed<>(failure);
    };
  }

  /** Answers the question; tells who writes and hands on each piece of text as it comes. */
  public AiResult<Generated> generate(
      Caller caller,
      Question question,
      Consumer<Generated.Start> onStart,
      Consumer<String> onDelta,
      Cancellation cancellation) {
    var body =
        new GenerateRequest(
            question.prompt(),
            question.context(),
            question.tokensMax(),
            true,
            question.deadlineMillis());
    var request = post(caller, "/v1/generate", body, "text/event-stream");
    return stream(
        request,
        Generated.class,
        event -> {
          switch (event.name()) {
            case "start" -> onStart.accept(REPLIES.readValue(event.data(), Generated.Start.class));
            case "delta" -> onDelta.accept(REPLIES.readValue(event.data(), Delta.class).text());
            default -> {} // a newer ai may tell more
          }
        },
        cancellation);
  }

  /** Replaces what is indexed of the document; durable when it returns. */
  public AiResult<Indexed> index(
      Caller caller,
      ProjectId collection,
      UUID document,
      Content content,
      Consumer<IndexStage> onStage,
      Cancellation cancellation) {
    var request =
        request(caller, path(collection, document), "text/event-stream")
            .header("content-type", "application/json")
            .PUT(BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(content)))
            .build();
    return stream(
        request,
        Indexed.class,
        event -> {
          if (event.name().equals("progress")) {
            onStage.accept(REPLIES.readValue(event.data(), IndexStage.class));
          }
        },
        cancellation);
  }

  /** Tells of a key: what it opens, or that it opens nothing any more. */
  public AiResult<Boolean> putKey(Caller caller, KeyId id, Key key) {
    var request =
        request(caller, "/v1/keys/" + id, "application/json")
            .header("content-type", "application/json")
            .PUT(BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(key)))
            .build();
    return switch (json(request, Known.class, new Cancellation())) {
      case AiResult.Done<Known> done -> new AiResult.Done<>(true);
      case AiResult.Failed<Known>(var failure) -> new AiResult.Failed<>(failure);
    };
  }

  /** When each key of the organization that was ever used was last; for somebody who waits. */
  public AiResult<Map<UUID, Instant>> keyUses(Caller caller) {
    var request = request(caller, "/v1/keys", "application/json").GET().build();
    return switch (json(request, REPORT, KeyUses.class, new Cancellation())) {
      case AiResult.Done<KeyUses>(var reply) -> new AiResult.Done<>(reply.byKey());
      case AiResult.Failed<KeyUses>(var failure) -> new AiResult.Failed<>(failure);
    };
  }

  /** Takes the document out of the index; the number of passages that were there. */
  public AiResult<Integer> delete(Caller caller, ProjectId collection, UUID document) {
    var request = request(caller, path(collection, document), "application/json").DELETE().build();
    return switch (json(request, Deleted.class, new Cancellation())) {
      case AiResult.Done<Deleted>(var reply) -> new AiResult.Done<>(reply.deleted());
      case AiResult.Failed<Deleted>(AiFailure.Refused(var code, var message))
          when code.equals("NOT_FOUND") ->
          new AiResult.Done<>(0);
      case AiResult.Failed<Deleted>(var failure) -> new AiResult.Failed<>(failure);
    };
  }

  /** What an organization's calls used, added up; for somebody who waits for it. */
  public AiResult<UsageReport> usage(Caller caller, UsageQuestion question) {
    var request = request(caller, question.path(), "application/json").GET().build();
    return json(request, REPORT, UsageReport.class, new Cancellation());
  }

  /** True if ai says that it is ready for work. */
  public boolean isReady() {
    var request = HttpRequest.newBuilder(base.resolve("/readyz")).timeout(CONNECT_MAX).build();
    try {
      return http.join().send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private <T> AiResult<T> json(HttpRequest request, Class<T> type, Cancellation cancellation) {
    return json(request, SHORT, type, cancellation);
  }

  private <T> AiResult<T> json(
      HttpRequest request, Patience patience, Class<T> type, Cancellation cancellation) {
    return new Exchange(http.join(), patience, cancellation)
        .run(
            request,
            (body, alive) -> {
              String text = new String(body.readNBytes(REPLY_BYTES_MAX), StandardCharsets.UTF_8);
              return new AiResult.Done<>(REPLIES.readValue(text, type));
            });
  }

  private <T> AiResult<T> stream(
      HttpRequest request,
      Class<T> end,
      Consumer<EventReader.Event> onEvent,
      Cancellation cancellation) {
    return new Exchange(http.join(), STREAM, cancellation)
        .run(request, (body, alive) -> events(body, alive, end, onEvent));
  }

  private static <T> AiResult<T> events(
      InputStream body, Runnable alive, Class<T> end, Consumer<EventReader.Event> onEvent)
      throws IOException {
    var reader = new EventReader(body, alive);
    for (var next = reader.next(); next.isPresent(); next = reader.next()) {
      var event = next.get();
      switch (event.name()) {
        case "end" -> {
          return new AiResult.Done<>(REPLIES.readValue(event.data(), end));
        }
        case "error" -> {
          return new AiResult.Failed<>(Exchange.of(Json.tree(event.data())));
        }
        default -> onEvent.accept(event);
      }
    }
    throw new IOException("the stream ended without its end event");
  }

  private HttpRequest post(Caller caller, String path, Object body, String accept) {
    return request(caller, path, accept)
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)))
        .build();
  }

  private HttpRequest.Builder request(Caller caller, String path, String accept) {
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .header("authorization", "Bearer " + tokens.sign(caller))
            .header("accept", accept);
    var trace = Span.current().traceparent();
    return trace.isEmpty() ? request : request.header(Traceparent.HEADER, trace);
  }

  private static String path(ProjectId collection, UUID document) {
    return "/v1/collections/%s/documents/%s".formatted(collection, document);
  }
}
