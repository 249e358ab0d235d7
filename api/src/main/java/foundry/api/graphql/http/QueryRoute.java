package foundry.api.graphql.http;

import foundry.api.Limits;
import foundry.api.graphql.Documents;
import foundry.api.graphql.Documents.Found;
import foundry.api.graphql.Engine;
import foundry.api.graphql.UseCount;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Errors;
import foundry.api.graphql.errors.Refusal;
import foundry.api.graphql.limits.RateLimits;
import foundry.api.graphql.live.Streams;
import foundry.api.graphql.plan.CompiledDocument;
import foundry.api.graphql.plan.Operation;
import foundry.api.graphql.plan.Response;
import foundry.api.identity.Identities;
import foundry.api.identity.Session;
import foundry.telemetry.Span;
import foundry.telemetry.SpanKind;
import foundry.telemetry.Traceparent;
import foundry.telemetry.Tracer;
import graphql.GraphQLError;
import graphql.language.OperationDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /query}: GraphQL over HTTP, and over server-sent events for subscriptions. The event loop
 * reads the request and writes the reply; all between runs on a virtual thread.
 */
public final class QueryRoute {
  private static final String PATH = "/query";

  /** A stream opened here now would be cut off at once; another replica takes it. */
  private static final String STOPPING = "This replica is stopping. Connect again.";

  /** What a request passes on its way. */
  public record Parts(
      Identities identities, Documents documents, Engine engine, Streams streams, Tracer tracer) {}

  /**
   * How this one serves.
   *
   * @param showsCost says in each response what it cost
   * @param stopping true from the wish to stop on
   */
  public record Rules(
      RateLimits rates, UseCount uses, boolean showsCost, BooleanSupplier stopping) {}

  private final Parts parts;
  private final Executor executor;
  private final Measurements measurements;
  private final Rules rules;

  /**
   * @param executor runs each request on a thread that may block
   */
  public QueryRoute(Parts parts, Rules rules, Executor executor, MeterRegistry registry) {
    this.parts = parts;
    this.rules = rules;
    this.executor = executor;
    this.measurements = new Measurements(registry);
  }

  public void addTo(Router router) {
    router
        .post(PATH)
        .handler(BodyHandler.create(false).setBodyLimit(Limits.BODY_BYTES_MAX))
        .handler(this::handle);
    router.get(PATH).handler(this::handle);
    router.head(PATH).handler(this::handle);
    router.route(PATH).handler(this::refuseMethod);
  }

  private void refuseMethod(RoutingContext http) {
    http.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD, POST");
    var method = http.request().method();
    refuse(http, 405, "method: %s (expected: POST or GET)".formatted(method));
  }

  private void handle(RoutingContext http) {
    var accepted = MediaType.accepted(http.request().headers().getAll(HttpHeaders.ACCEPT));
    boolean posted = http.request().method().equals(HttpMethod.POST);
    if (accepted.isEmpty()) {
      refuse(http, 406, "accept: nothing that is spoken here (expected: " + MediaType.all() + ")");
    } else if (posted && !MediaType.isJson(http.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
      refuse(http, 415, "content-type: another one (expected: application/json in UTF-8)");
    } else if (posted && isEncoded(http)) {
      refuse(http, 415, "content-encoding: one at all (expected: none)");
    } else {
      var exchange = new Exchange(http, accepted.get(), measurements.none(), span(http));
      executor.execute(
          () ->
              exchange
                  .span()
                  .within(
                      () -> {
                        answer(exchange);
                        return true;
                      }));
    }
  }

  /** Nobody unpacks bodies here: a small one may unfold to any size. */
  private static boolean isEncoded(RoutingContext http) {
    var encoding = http.request().getHeader(HttpHeaders.CONTENT_ENCODING);
    return encoding != null && !encoding.strip().equalsIgnoreCase("identity");
  }

  private Span span(RoutingContext http) {
    var caller = http.request().getHeader(Traceparent.HEADER);
    return parts.tracer().begin(SpanKind.SERVER, caller == null ? "" : caller);
  }

  private void refuse(RoutingContext http, int status, String message) {
    new Exchange(http, MediaType.JSON, measurements.none(), Span.NONE)
        .refuse(new Refusal(ErrorCode.INVALID_INPUT, message), status);
  }

  private void answer(Exchange exchange) {
    try {
      var request = read(exchange);
      if (request != null) answer(exchange, request);
    } catch (RuntimeException | StackOverflowError e) {
      exchange.refuse(Errors.refusal(e, exchange.requestId()));
    }
  }

  /** The request, unless it was malformed and refused. */
  private static @Nullable QueryRequest read(Exchange exchange) {
    try {
      return exchange.read();
    } catch (Refusal malformed) {
      exchange.refuse(malformed, malformed.code().status());
      return null;
    }
  }

  private void answer(Exchange exchange, QueryRequest request) {
    var authorization = exchange.http().request().getHeader(HttpHeaders.AUTHORIZATION);
    var session = parts.identities().session(authorization, exchange.requestId());
    take(exchange, session, 1);
    var found = find(request);
    request.documentId().ifPresent(id -> rules.uses().count(id.substring(id.indexOf(':') + 1)));
    exchange.counts(measurements.of(request.documentId(), found));
    switch (found) {
      case Found.Valid(var document) -> {
        var operation = operation(exchange, document, request.operationName());
        if (operation == null) return;
        run(exchange, new Engine.Request(document, operation, request.variables()), session);
      }
      case Found.Invalid(var errors) -> exchange.answer(invalid(errors, exchange.requestId()));
    }
  }

  /** Refused if the person or their organization has asked too much lately. */
  private void take(Exchange exchange, Session session, int requests) {
    var admission = rules.rates().take(session.user(), requests);
    exchange.admits(admission, rules.rates().policy());
    if (admission.isAdmitted()) return;
    throw new Refusal(
        ErrorCode.RATE_LIMITED,
        "requests: too many in the last minute (come again in %d s)"
            .formatted(admission.retrySeconds()));
  }

  private Found find(QueryRequest request) {
    return request
        .documentId()
        .<Found>map(parts.documents()::byId)
        .orElseGet(() -> parts.documents().byText(request.query().orElseThrow()));
  }

  private static Response invalid(List<? extends GraphQLError> errors, String id) {
    var all = errors.stream().map(e -> Errors.specification(e, id)).toList();
    return Response.of(Map.of("errors", all), Errors.code(errors));
  }

  private void run(Exchange exchange, Engine.Request request, Session session) {
    var kind = request.operation().kind();
    exchange.runs(request);
    long cost = request.operation().cost().check(request.variables());
    int more = RateLimits.requests(cost);
    if (more > 0) take(exchange, session, more);
    if (exchange.isGet() && kind != OperationDefinition.Operation.QUERY) {
      exchange.http().response().putHeader(HttpHeaders.ALLOW, "POST");
      var message = "method: GET (expected: POST for anything but a query)";
      exchange.refuse(new Refusal(ErrorCode.INVALID_INPUT, message), 405);
    } else if (exchange.type() == MediaType.EVENTS) {
      if (rules.stopping().getAsBoolean()) throw new Refusal(ErrorCode.UNAVAILABLE, STOPPING);
      exchange.begin();
      parts.streams().open(exchange.http(), exchange.context(), request, session);
      exchange.streamed();
    } else {
      var response = parts.engine().run(request, session.user(), exchange.requestId());
      exchange.answer(rules.showsCost() ? response.with(extensions(cost)) : response);
    }
  }

  private static Map<String, ?> extensions(long cost) {
    return Map.of("cost", Map.of("requested", cost, "limit", Limits.COST_MAX));
  }

  /** The operation, unless the request does not single one out and was refused. */
  private static @Nullable Operation operation(
      Exchange exchange, CompiledDocument document, @Nullable String name) {
    try {
      return document.operation(name);
    } catch (Refusal ambiguous) {
      exchange.refuse(ambiguous, Status.ofRequestError(exchange.type(), Status.UNPROCESSABLE));
      return null;
    }
  }
}
