package foundry.api.graphql.http;

import foundry.api.graphql.Engine;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Errors;
import foundry.api.graphql.errors.Refusal;
import foundry.http.Json;
import foundry.http.RequestId;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** One request and the way its reply is written; safe to answer from any thread. */
record Exchange(RoutingContext http, MediaType type, Context context) {
  String requestId() {
    return RequestId.of(http);
  }

  boolean isGet() {
    return http.request().method().equals(HttpMethod.GET);
  }

  QueryRequest read() {
    return isGet()
        ? QueryRequest.ofParameters(http.request().params())
        : QueryRequest.ofBody(http.body().asString());
  }

  /** Answers a response that the engine made. */
  void answer(Map<String, Object> response) {
    boolean executed = response.containsKey("data");
    var code = Engine.errorCode(response).orElse(ErrorCode.INTERNAL);
    reply(executed ? 200 : statusOfRequestError(code), response);
  }

  /** Refuses a well-formed request for what it asks. */
  void refuse(Refusal refusal) {
    refuse(refusal, statusOfRequestError(refusal.code()));
  }

  void refuse(Refusal refusal, int status) {
    reply(status, Errors.response(refusal, requestId()));
  }

  /**
   * The older media type promises status 200 for every well-formed request (GraphQL over HTTP,
   * 6.4.1); what stops a request before GraphQL sees it has its status all the same.
   */
  private int statusOfRequestError(ErrorCode code) {
    return switch (code) {
      case UNAUTHENTICATED, TOO_MANY_STREAMS, UNAVAILABLE, INTERNAL -> code.status();
      case FORBIDDEN,
          NOT_FOUND,
          INVALID_INPUT,
          INVALID_PAGINATION,
          LIMIT_EXCEEDED,
          UNKNOWN_DOCUMENT ->
          type == MediaType.JSON ? 200 : code.status();
    };
  }

  private void reply(int status, Map<String, Object> response) {
    var bytes = Json.bytes(response);
    context.runOnContext(
        ignored -> {
          var reply = http.response();
          if (reply.ended() || reply.closed()) return;
          if (status == 401) reply.putHeader("www-authenticate", "Bearer");
          var shown = type == MediaType.EVENTS ? MediaType.JSON : type;
          reply
              .setStatusCode(status)
              .putHeader(HttpHeaders.CONTENT_TYPE, shown.contentType())
              .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
              .putHeader(HttpHeaders.VARY, "accept, authorization")
              .end(bytes);
        });
  }
}
