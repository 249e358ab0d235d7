package foundry.ai.generate;

import foundry.ai.generate.Generations.Ask;
import foundry.ai.http.Exchange;
import foundry.ai.http.Route;
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
      var ask = new Ask(request.model(), request.prompt(true), request.deadlineMillis());
      generations.start(exchange, ask, start -> streamed(exchange, start));
    } else {
      // Only what comes piece by piece can be cut at a deadline and still be worth something.
      var prompt = request.prompt(request.deadlineMillis().isPresent());
      var ask = new Ask(request.model(), prompt, request.deadlineMillis());
      generations.start(exchange, ask, start -> new WholeDelivery(exchange));
    }
  }

  private static Delivery streamed(Exchange exchange, Generations.Start start) {
    var events = EventStream.open(exchange.vertx(), exchange.routing().response());
    var delivery = new StreamDelivery(events, exchange.requestId());
    var first = start.plan().first();
    var provider = first.provider();
    delivery.start(
        new StreamDelivery.Start(start.id(), first.id(), provider.name(), provider.extractive()));
    return delivery;
  }
}
