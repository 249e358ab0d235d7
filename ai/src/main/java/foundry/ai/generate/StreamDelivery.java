package foundry.ai.generate;

import foundry.ai.http.ErrorBody;
import foundry.ai.http.Refused;
import foundry.ai.provider.Event;
import foundry.http.Json;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Server-sent events: start, deltas whose id is the length of the text so far, end or error. */
record StreamDelivery(EventSink events, String requestId) implements Delivery {
  record Start(String id, String model, String provider, boolean extractive, boolean resumable) {}

  private record Delta(String text) {}

  void start(Start start) {
    events.send("start", null, Json.text(start));
  }

  @Override
  public Future<Void> event(Event event, int offset) {
    return switch (event) {
      case Event.Text(var text) -> send("delta", String.valueOf(offset), new Delta(text));
      case Event.Refusal(var text) -> send("refusal", null, new Delta(text));
      case Event.Thinking(var text) -> send("thinking", null, new Delta(text));
      case Event.ToolStart start -> send("tool_start", null, start);
      case Event.ToolArguments arguments -> send("tool_arguments", null, arguments);
      case Event.ThinkingSignature _, Event.RedactedThinking _ -> Future.succeededFuture();
    };
  }

  private Future<Void> send(String name, @Nullable String id, Object data) {
    return events.send(name, id, Json.text(data));
  }

  @Override
  public void end(Answer answer) {
    events.send("end", null, Json.text(answer));
    events.end();
  }

  @Override
  public void gone(Runnable stop) {
    events.gone(stop);
  }

  @Override
  public void fail(Refused problem, Answer soFar) {
    var body = ErrorBody.of(problem.code(), problem.reason(), requestId);
    events.send("error", null, Json.text(body));
    events.end();
  }
}
