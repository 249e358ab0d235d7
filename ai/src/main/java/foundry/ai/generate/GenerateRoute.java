package foundry.ai.generate;

import foundry.ai.Limits;
import foundry.ai.generate.Generations.Ask;
import foundry.ai.http.Exchange;
import foundry.ai.http.Route;
import foundry.ai.provider.Prompt;
import foundry.http.EventStream;

/** POST /v1/generate. */
public final class GenerateRoute implements Route {
  private final Generations generations;

  public GenerateRoute(Generations generations) {
    this.generations = generations;
  }

  @Override
  public boolean onLoop() {
    return true;
  }

  @Override
  public void handle(Exchange exchange) {
    var request = GenerateRequest.read(exchange.body());
    exchange.onLoop(() -> start(exchange, request));
  }

  private void start(Exchange exchange, GenerateRequest request) {
    if (request.stream()) {
      var ask = ask(request, request.prompt(true));
      generations.start(exchange, ask, start -> streamed(exchange, start, request.resumable()));
    } else {
      // Only what comes piece by piece can be cut at a deadline and still be worth something.
      var prompt = request.prompt(request.deadlineMillis().isPresent());
      var ask = ask(request, prompt);
      generations.start(exchange, ask, start -> new WholeDelivery(exchange));
    }
  }

  private static Ask ask(GenerateRequest request, Prompt prompt) {
    return new Ask(request.model(), prompt, request.deadlineMillis(), request.continueOnFailure());
  }

  private Delivery streamed(Exchange exchange, Generations.Start start, boolean resumable) {
    var beat = EventStream.Heartbeat.comment(Limits.HEARTBEAT_MILLIS);
    var events = EventStream.open(exchange.vertx(), exchange.routing().response(), beat);
    var sink = resumable ? generations.replayed(exchange, start, events) : EventSink.of(events);
    var delivery = new StreamDelivery(sink, exchange.requestId());
    var first = start.plan().first();
    var provider = first.provider();
    delivery.start(
        new StreamDelivery.Start(
            start.id(), first.id(), provider.name(), provider.extractive(), resumable));
    return delivery;
  }
}
