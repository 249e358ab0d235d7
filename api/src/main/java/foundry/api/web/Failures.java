package foundry.api.web;

import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Errors;
import foundry.api.graphql.errors.Refusal;
import foundry.http.Json;
import foundry.http.RequestId;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** The reply where no route has one: well formed, with the request id, without internals. */
public final class Failures {
  private Failures() {}

  public static void answer(RoutingContext http) {
    int status = http.statusCode() < 400 ? 500 : http.statusCode();
    http.response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
        .end(Json.bytes(Errors.response(refusal(status), RequestId.of(http))));
  }

  private static Refusal refusal(int status) {
    return switch (status) {
      case 404 -> new Refusal(ErrorCode.NOT_FOUND, "There is nothing here.");
      case 413 -> new Refusal(ErrorCode.LIMIT_EXCEEDED, "The request is too large.");
      default ->
          status < 500
              ? new Refusal(ErrorCode.INVALID_INPUT, "The request is malformed.")
              : new Refusal(ErrorCode.INTERNAL, "Something went wrong on our side.");
    };
  }
}
