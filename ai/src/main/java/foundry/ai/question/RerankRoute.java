package foundry.ai.question;

import foundry.ai.Limits;
import foundry.ai.http.Exchange;
import foundry.ai.http.Route;
import foundry.ai.provider.RerankProvider.Ranked;
import foundry.ai.question.Rankings.Ranking;
import foundry.ai.question.Rankings.Wish;
import java.util.List;

/** POST /v1/rerank. */
public final class RerankRoute implements Route {
  record Reply(String model, String provider, List<Ranked> results, Usage usage) {}

  record Usage(int inputTokens, boolean estimated) {}

  private final Rankings rankings;

  public RerankRoute(Rankings rankings) {
    this.rankings = rankings;
  }

  @Override
  public boolean onLoop() {
    return true;
  }

  @Override
  public void handle(Exchange exchange) {
    var body = exchange.body();
    var model = body.optionalName("model", Limits.MODEL_CHARACTERS_MAX);
    String query = body.text("query", Limits.QUERY_CHARACTERS_MAX);
    var texts = body.texts("texts", Limits.TEXTS_MAX, Limits.TEXT_CHARACTERS_MAX);
    int best = body.number("best", texts.size(), 1, Limits.TEXTS_MAX);
    body.done();
    var wish = new Wish(model, query, texts, Math.min(best, texts.size()));
    exchange.onLoop(
        () ->
            rankings
                .rank(exchange, wish)
                .onSuccess(done -> exchange.reply(reply(done)))
                .onFailure(exchange::fail));
  }

  private static Reply reply(Ranking done) {
    var usage = new Usage(done.read().tokens(), done.read().estimated());
    return new Reply(done.model(), done.provider(), done.results(), usage);
  }
}
