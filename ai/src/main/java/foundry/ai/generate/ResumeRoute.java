package foundry.ai.generate;

import foundry.ai.Limits;
import foundry.ai.generate.GenerationsUnderWay.Held;
import foundry.ai.http.ErrorBody;
import foundry.ai.http.ErrorCode;
import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;
import foundry.ai.http.Route;
import foundry.http.EventStream;
import foundry.http.Json;
import java.util.regex.Pattern;

/** GET /v1/generations/{id}/events. */
public final class ResumeRoute implements Route {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private final Generations generations;

  public ResumeRoute(Generations generations) {
    this.generations = generations;
  }

  @Override
  public void handle(Exchange exchange) {
    int after = lastEvent(exchange);
    var held = generations.find(exchange.pathParameter("id"), exchange.caller());
    var replay = held.flatMap(Held::replay).orElseThrow(() -> gone());
    held.get().loop().runOnContext(ignored -> resume(exchange, held.get(), replay, after));
  }

  private static void resume(Exchange exchange, Held held, Replay replay, int after) {
    if (!replay.expects(after)) {
      exchange.fail(gone());
      return;
    }
    exchange.onLoop(
        () -> {
          var beat = EventStream.Heartbeat.comment(Limits.HEARTBEAT_MILLIS);
          var events = EventStream.open(exchange.routing(), beat);
          events.onClose(() -> held.loop().runOnContext(ignored -> replay.left(events)));
          held.loop().runOnContext(ignored -> attach(exchange, replay, events, after));
        });
  }

  /** Looks again: the room may be full since the head of the reply was sent. */
  private static void attach(Exchange exchange, Replay replay, EventStream events, int after) {
    if (replay.attach(events, after)) return;
    var gone = gone();
    var body = ErrorBody.of(gone.code(), gone.reason(), exchange.requestId());
    events.send("error", null, Json.text(body));
    events.end();
  }

  private static int lastEvent(Exchange exchange) {
    String given = exchange.routing().request().getHeader("last-event-id");
    if (given == null || given.isBlank()) return 0;
    if (NUMBER.matcher(given).matches()) return Integer.parseInt(given);
    throw Refused.invalid("Last-Event-ID: no number (expected: the id of an event, or none)");
  }

  private static Refused gone() {
    String message = "no such answer, not resumable, or its window is over";
    return new Refused(ErrorCode.NOT_FOUND, message);
  }
}
