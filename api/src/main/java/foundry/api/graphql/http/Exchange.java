package foundry.api.graphql.http;

import foundry.api.graphql.Engine;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Errors;
import foundry.api.graphql.errors.Refusal;
import foundry.api.graphql.limits.Admission;
import foundry.api.graphql.plan.Response;
import foundry.http.Gzip;
import foundry.http.Json;
import foundry.http.RequestId;
import foundry.telemetry.Span;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** One request and the way its reply is written; safe to answer from any thread, once. */
final class Exchange {
  private final RoutingContext http;
  private final MediaType type;
  private final Context context;
  private final long startNanos = System.nanoTime();
  private final Span span;
  private Measurements.Series series;
  private Optional<Engine.Request> asked = Optional.empty();
  private Admission admission = new Admission(0, "");
  private String policy = "";

  /**
   * @param span of the whole request; ended by its reply
   */
  Exchange(RoutingContext http, MediaType type, Measurements.Series series, Span span) {
    this.http = http;
    this.type = type;
    this.span = span;
    this.context = http.vertx().getOrCreateContext();
    this.series = series;
  }

  RoutingContext http() {
    return http;
  }

  MediaType type() {
    return type;
  }

  Context context() {
    return context;
  }

  String requestId() {
    return RequestId.of(http);
  }

  /** GET, or HEAD, which is GET without the body of the reply. */
  boolean isGet() {
    return !http.request().method().equals(HttpMethod.POST);
  }

  QueryRequest read() {
    return isGet()
        ? QueryRequest.ofParameters(http.request().params())
        : QueryRequest.ofBody(http.body().asString());
  }

  /** It is known what is asked: that is what the request is counted as. */
  void counts(Measurements.Series as) {
    this.series = as;
  }

  /** It is known which operation is to be run. */
  void runs(Engine.Request request) {
    this.asked = Optional.of(request);
  }

  Span span() {
    return span;
  }

  /** Everything was written by somebody else. */
  void streamed() {
    RequestSpan.end(span, requestId(), asked, Set.of());
  }

  /** It is known how much the caller may still ask. */
  void admits(Admission known, String ofPolicy) {
    this.admission = known;
    this.policy = ofPolicy;
  }

  /** Says what is known so far: for a reply that somebody else writes. */
  void begin() {
    context.runOnContext(ignored -> tell(http.response()));
  }

  private void tell(HttpServerResponse reply) {
    if (admission.limits().isEmpty()) return;
    reply.putHeader("ratelimit-policy", policy).putHeader("ratelimit", admission.limits());
    if (!admission.isAdmitted()) {
      reply.putHeader("retry-after", String.valueOf(admission.retrySeconds()));
    }
  }

  /** Answers a response that the engine made. */
  void answer(Response response) {
    var codes = response.error().map(EnumSet::of).orElse(EnumSet.noneOf(ErrorCode.class));
    int status =
        response.executed()
            ? Status.ofData(type, response.error().isPresent())
            : Status.ofRequestError(type, response.error().orElse(ErrorCode.INTERNAL));
    reply(status, response.json(), codes);
  }

  /** Refuses a well-formed request for what it asks. */
  void refuse(Refusal refusal) {
    refuse(refusal, Status.ofRequestError(type, refusal.code()));
  }

  void refuse(Refusal refusal, int status) {
    reply(status, Json.bytes(Errors.response(refusal, requestId())), EnumSet.of(refusal.code()));
  }

  private void reply(int status, Buffer json, Set<ErrorCode> codes) {
    boolean zipped =
        json.length() >= Gzip.BYTES_MIN
            && Gzip.isAccepted(http.request().getHeader(HttpHeaders.ACCEPT_ENCODING));
    var bytes = zipped ? Gzip.of(json) : json;
    series.took(System.nanoTime() - startNanos, codes);
    RequestSpan.end(span, requestId(), asked, codes);
    context.runOnContext(ignored -> send(status, bytes, zipped));
  }

  private void send(int status, Buffer bytes, boolean zipped) {
    var reply = http.response();
    if (reply.ended() || reply.closed()) return;
    var shown = type == MediaType.EVENTS ? MediaType.JSON : type;
    reply.setStatusCode(status);
    if (status == Status.PARTIAL_SUCCESS) reply.setStatusMessage("Partial Success");
    if (status == 401) reply.putHeader("www-authenticate", "Bearer");
    tell(reply);
    if (zipped) reply.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    reply
        .putHeader(HttpHeaders.CONTENT_TYPE, shown.contentType())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    reply.headers().add(HttpHeaders.VARY, "accept, accept-encoding, authorization");
    end(reply, bytes);
  }

  private void end(HttpServerResponse reply, Buffer bytes) {
    if (http.request().method().equals(HttpMethod.HEAD)) {
      reply.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(bytes.length())).end();
    } else {
      reply.end(bytes);
    }
  }
}
