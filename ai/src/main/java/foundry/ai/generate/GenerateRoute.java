package foundry.ai.generate;

import foundry.ai.Limits;
import foundry.ai.generate.Generations.Ask;
import foundry.ai.http.Exchange;
import foundry.ai.http.Route;
import foundry.ai.prepare.OnlyQuotes;
import foundry.ai.prompt.TemplateUse;
import foundry.ai.prompt.Templates;
import foundry.ai.provider.Prompt;
import foundry.http.EventStream;
import java.util.concurrent.Executor;

/** POST /v1/generate. */
public final class GenerateRoute implements Route {
  private final Generations generations;
  private final Templates templates;
  private final Executor workers;

  /**
   * @param workers for a template that is not at hand
   */
  public GenerateRoute(Generations generations, Templates templates, Executor workers) {
    this.generations = generations;
    this.templates = templates;
    this.workers = workers;
  }

  @Override
  public boolean onLoop() {
    return true;
  }

  @Override
  public void handle(Exchange exchange) {
    var request = GenerateRequest.read(exchange.body());
    if (request.template().isEmpty()) {
      exchange.onLoop(() -> start(exchange, request));
      return;
    }
    var use = request.template().get();
    var atHand = templates.atHand(exchange.caller(), use);
    if (atHand.isPresent()) {
      exchange.onLoop(() -> start(exchange, request.with(atHand.get())));
    } else {
      workers.execute(() -> look(exchange, request, use));
    }
  }

  private void look(Exchange exchange, GenerateRequest request, TemplateUse use) {
    try {
      var messages = templates.messages(exchange.caller(), use);
      exchange.onLoop(() -> start(exchange, request.with(messages)));
    } catch (RuntimeException e) {
      exchange.fail(e);
    }
  }

  private void start(Exchange exchange, GenerateRequest request) {
    if (request.stream()) {
      var ask = ask(request, request.prompt(true));
      generations.start(exchange, ask, start -> streamed(exchange, start, request));
    } else {
      // Only what comes piece by piece can be cut at a deadline and still be worth something.
      var prompt = request.prompt(request.deadlineMillis().isPresent());
      var ask = ask(request, prompt);
      generations.start(exchange, ask, start -> whole(exchange, start, request));
    }
  }

  private static Ask ask(GenerateRequest request, Prompt prompt) {
    return new Ask(
        request.model(),
        prompt,
        request.deadlineMillis(),
        request.continueOnFailure(),
        request.wishes());
  }

  private static void check(Generations.Start start, GenerateRequest request) {
    OnlyQuotes.check(start.plan(), request.toolChoice(), request.format(), "response_format");
  }

  private static Delivery whole(
      Exchange exchange, Generations.Start start, GenerateRequest request) {
    check(start, request);
    return new WholeDelivery(exchange);
  }

  private Delivery streamed(Exchange exchange, Generations.Start start, GenerateRequest request) {
    check(start, request);
    boolean resumable = request.resumable();
    var beat = EventStream.Heartbeat.comment(Limits.HEARTBEAT_MILLIS);
    var events = EventStream.open(exchange.routing(), beat);
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
