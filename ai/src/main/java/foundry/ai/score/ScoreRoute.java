package foundry.ai.score;

import foundry.ai.Limits;
import foundry.ai.http.Exchange;
import foundry.ai.http.Fields;
import foundry.ai.http.Route;
import foundry.ai.provider.ContextPassage;
import foundry.ai.token.Family;
import foundry.ai.token.Tokenizers;

/** POST /v1/score. */
public final class ScoreRoute implements Route {
  private final Scoring scoring;
  private final Tokenizers tokenizers;

  public ScoreRoute(Scoring scoring, Tokenizers tokenizers) {
    this.scoring = scoring;
    this.tokenizers = tokenizers;
  }

  @Override
  public void handle(Exchange exchange) {
    var body = exchange.body();
    String answer = body.text("answer", Limits.MESSAGE_CHARACTERS_MAX);
    var context = body.list("context", Limits.CONTEXT_PASSAGES_MAX, ScoreRoute::passage);
    var reference = body.optionalText("reference", Limits.MESSAGE_CHARACTERS_MAX);
    var model = body.optionalName("model", Limits.MODEL_CHARACTERS_MAX);
    body.done();
    var family = model.map(tokenizers::family).orElse(Family.GPT);
    exchange.reply(scoring.score(answer, context, reference, tokenizers.of(family)));
  }

  private static ContextPassage passage(Fields passage) {
    return new ContextPassage(
        passage.text("id", Limits.ID_CHARACTERS_MAX),
        passage.optionalText("title", Limits.TITLE_CHARACTERS_MAX),
        passage.optionalText("page_label", Limits.ID_CHARACTERS_MAX),
        passage.text("text", Limits.CONTEXT_CHARACTERS_MAX));
  }
}
