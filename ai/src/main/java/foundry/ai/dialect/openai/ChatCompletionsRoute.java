package foundry.ai.dialect.openai;

import foundry.ai.dialect.Continues;
import foundry.ai.dialect.Deadline;
import foundry.ai.dialect.EventReply;
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
import io.vertx.core.buffer.Buffer;

/** POST /v1/chat/completions. */
public final class ChatCompletionsRoute implements Route {
  private static final Buffer COMMENT = Buffer.buffer(":\n\n");

  private final Generations generations;

  public ChatCompletionsRoute(Generations generations) {
    this.generations = generations;
  }

  @Override
  public boolean onLoop() {
    return true;
  }

  @Override
  public void handle(Exchange exchange) {
    var request = ChatRequest.read(exchange.body());
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

  private static Plan understood(Exchange exchange, Plan plan, ChatRequest request) {
    return ForeignFields.understood(exchange, plan, request.extras(), ChatRequest.ADVISORY);
  }

  private static Delivery delivery(Exchange exchange, ChatRequest request, Start start) {
    OnlyQuotes.check(start.plan(), request.toolChoice(), request.format(), "response_format");
    var head = Completion.Head.of(start.id(), start.plan().first().id());
    if (!request.stream()) return new Whole(exchange, head);
    OpenAiHeaders.put(exchange);
    var reply = new EventReply(exchange, () -> COMMENT);
    return new Chunks(reply, exchange.requestId(), head, request.includeUsage());
  }

  private record Whole(Exchange exchange, Completion.Head head) implements Delivery {
    @Override
    public Future<Void> event(Event event, int offset) {
      return Future.succeededFuture();
    }

    @Override
    public void end(Answer answer) {
      OpenAiHeaders.put(exchange);
      NothingInTime.of(answer)
          .ifPresentOrElse(exchange::fail, () -> exchange.reply(Completion.of(head, answer)));
    }

    @Override
    public void fail(Refused problem, Answer soFar) {
      OpenAiHeaders.put(exchange);
      exchange.fail(problem);
    }
  }
}
