package foundry.ai.dialect.openai;

import foundry.ai.http.Exchange;

/** What clients look for in the head of a reply, beside the request's id. */
final class OpenAiHeaders {
  private OpenAiHeaders() {}

  static void put(Exchange exchange) {
    var response = exchange.routing().response();
    if (response.headWritten()) return;
    response.putHeader("openai-processing-ms", String.valueOf(exchange.elapsedMillis()));
  }
}
