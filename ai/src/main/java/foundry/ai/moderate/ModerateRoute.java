package foundry.ai.moderate;

import foundry.ai.Limits;
import foundry.ai.http.Exchange;
import foundry.ai.http.Route;
import java.util.List;

/** POST /v1/moderate. */
public final class ModerateRoute implements Route {
  record Reply(List<Moderator.Judgement> results) {}

  @Override
  public void handle(Exchange exchange) {
    var body = exchange.body();
    var texts = body.texts("input", Limits.TEXTS_MAX, Limits.MESSAGE_CHARACTERS_MAX);
    body.done();
    exchange.reply(new Reply(texts.stream().map(Moderator::judge).toList()));
  }
}
