package foundry.ai.generate;

import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;
import foundry.ai.provider.Event;
import io.vertx.core.Future;

/** One JSON reply. Half an answer is worth more than an error: it is marked as partial. */
record WholeDelivery(Exchange exchange) implements Delivery {
  @Override
  public Future<Void> event(Event event, int offset) {
    return Future.succeededFuture();
  }

  @Override
  public boolean whole() {
    return true;
  }

  @Override
  public void end(Answer answer) {
    exchange.reply(answer);
  }

  @Override
  public void fail(Refused problem, Answer soFar) {
    if (soFar.text().isEmpty()) exchange.fail(problem);
    else exchange.reply(soFar);
  }
}
