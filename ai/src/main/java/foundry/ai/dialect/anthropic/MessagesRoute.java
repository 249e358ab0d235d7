package foundry.ai.dialect.anthropic;

import foundry.ai.dialect.Continues;
import foundry.ai.dialect.Deadline;
import foundry.ai.dialect.ForeignFields;
import foundry.ai.dialect.NothingInTime;
import foundry.ai.dialect.Trimmed;
import foundry.ai.generate.Answer;
import foundry.ai.generate.Delivery;
import foundry.ai.generate.Generations;
import foundry.ai.generate.Generations.Ask;
import foundry.ai.generate.Generations.Start;
import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;
import foundry.ai.http.Route;
import foundry.ai.prepare.OnlyQuotes;
import foundry.ai.provider.Event;
import foundry.ai.route.Plan;
import io.vertx.core.Future;

/** POST /v1/messages. */
public final class MessagesRoute implements Route {
  private final Generations generations;

  public MessagesRoute(Generations generations) {
    this.generations = generations;
  }

  @Override
  public boolean onLoop() {
    return true;
  }

  @Override
  public void handle(Exchange exchange) {
    var request = Betas.add(exchange, MessagesRequest.read(exchange.body()));
    var deadline = Deadline.millis(exchange);
    // Only what comes piece by piece can be cut at a deadline and still be worth something.
    var prompt = request.prompt(request.stream() || deadline.isPresent());
    boolean continues = Continues.asked(exchange);
    var wishes = Trimmed.wishes(exchange);
    var ask = new Ask(request.model(), prompt, deadline, continues, wishes);
    exchange.onLoop(
        () ->
            generations.start(
                exchange,
                ask,
                plan -> understood(exchange, plan, request),
                start -> delivery(exchange, request, start)));
  }

  private static Plan understood(Exchange exchange, Plan plan, MessagesRequest request) {
    return ForeignFields.understood(exchange, plan, request.extras(), MessagesRequest.ADVISORY);
  }

  private static Delivery delivery(Exchange exchange, MessagesRequest request, Start start) {
    OnlyQuotes.check(
        start.plan(), request.choice().tool(), request.format(), "output_config.format");
    exchange.routing().response().putHeader("request-id", exchange.requestId());
    if (!request.stream()) return new Whole(exchange, new Blocks());
    String model = start.plan().first().id();
    int inputTokens = CountTokensRoute.estimate(request);
    return new MessageStream(exchange, MessageReply.id(start.id()), model, inputTokens);
  }

  private record Whole(Exchange exchange, Blocks blocks) implements Delivery {
    @Override
    public Future<Void> event(Event event, int offset) {
      blocks.add(event);
      return Future.succeededFuture();
    }

    @Override
    public void end(Answer answer) {
      NothingInTime.of(answer)
          .ifPresentOrElse(
              exchange::fail, () -> exchange.reply(MessageReply.of(answer, blocks.whole())));
    }

    @Override
    public void fail(Refused problem, Answer soFar) {
      exchange.fail(problem);
    }
  }
}
