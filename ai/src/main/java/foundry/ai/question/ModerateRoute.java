package foundry.ai.question;

import foundry.ai.Limits;
import foundry.ai.http.Exchange;
import foundry.ai.http.Route;
import foundry.ai.provider.ModerationProvider.Judgement;
import java.util.List;

/** POST /v1/moderate. */
public final class ModerateRoute implements Route {
  record Reply(String model, String provider, List<Judgement> results) {}

  private final Moderations moderations;

  public ModerateRoute(Moderations moderations) {
    this.moderations = moderations;
  }

  @Override
  public boolean onLoop() {
    return true;
  }

  @Override
  public void handle(Exchange exchange) {
    var body = exchange.body();
    var model = body.optionalName("model", Limits.MODEL_CHARACTERS_MAX);
    var texts = body.texts("input", Limits.TEXTS_MAX, Limits.MESSAGE_CHARACTERS_MAX);
    body.done();
    exchange.onLoop(
        () ->
            moderations
                .judge(exchange, model, texts)
                .onSuccess(
                    done ->
                        exchange.reply(new Reply(done.model(), done.provider(), done.judgements())))
                .onFailure(exchange::fail));
  }
}
