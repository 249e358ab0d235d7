package foundry.ai.generate;

import foundry.ai.http.ErrorCode;
import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;
import foundry.ai.http.Route;

/** DELETE /v1/generations/{id}. */
public final class CancelRoute implements Route {
  record Reply(String id, boolean cancelled) {}

  private final Generations generations;

  public CancelRoute(Generations generations) {
    this.generations = generations;
  }

  @Override
  public void handle(Exchange exchange) {
    String id = exchange.pathParameter("id");
    var held =
        generations
            .find(id, exchange.caller())
            .orElseThrow(() -> new Refused(ErrorCode.NOT_FOUND, "no such answer is under way"));
    held.loop()
        .runOnContext(
            ignored -> exchange.reply(new Reply(id, held.generation().cancelOnRequest())));
  }
}
