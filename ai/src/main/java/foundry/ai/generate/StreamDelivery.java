package foundry.ai.generate;

import foundry.ai.http.ErrorBody;
import foundry.ai.http.Refused;
import foundry.ai.provider.Event;
import foundry.http.EventStream;
import foundry.http.Json;
import io.vertx.core.Future;

/** Server-sent events: start, deltas whose id is the length of the text so far, end or error. */
record StreamDelivery(EventStream events, String requestId) implements Delivery {
  record Start(String id, String model, String provider, boolean extractive) {}

  private record Delta(String text) {}

  void start(Start start) {
    events.send("start", null, Json.text(start));
  }

  @Override
  public Future<Void> event(Event event, int offset) {
    if (event instanceof Event.Text(var text)) {
      return events.send("delta", String.valueOf(offset), Json.text(new Delta(text)));
    }
    return Future.succeededFuture();
  }

  @Override
  public void end(Answer answer) {
    events.send("end", null, Json.text(answer));
    events.end();
  }

  @Override
  public void fail(Refused problem, Answer soFar) {
    var body = ErrorBody.of(problem.code(), problem.reason(), requestId);
    events.send("error", null, Json.text(body));
    events.end();
  }
}
