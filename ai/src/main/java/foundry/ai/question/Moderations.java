package foundry.ai.question;

import foundry.ai.http.Exchange;
import foundry.ai.provider.ModerationProvider;
import foundry.ai.provider.ModerationProvider.Judgement;
import foundry.ai.question.Questions.Ask;
import foundry.ai.question.Questions.Read;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The one way to a judgement of texts, whatever dialect it is asked for in. */
public final class Moderations {
  private final Questions<ModerationProvider> questions;

  public Moderations(Questions<ModerationProvider> questions) {
    this.questions = questions;
  }

  /**
   * @param judgements one for each text, in order
   */
  public record Judged(String model, String provider, List<Judgement> judgements) {}

  /**
   * Fails with {@link foundry.ai.http.Refused}. Call on an event loop.
   *
   * @param model as the caller names it
   */
  public Future<Judged> judge(Exchange exchange, Optional<String> model, List<String> texts) {
    var read = Read.estimate(texts);
    var ask =
        new Ask<ModerationProvider, List<Judgement>>(
            exchange,
            model,
            (offer, wanted) ->
                List.of(() -> offer.provider().moderate(offer.model(), texts, wanted)),
            List::getFirst,
            a -> read,
            read);
    return questions
        .ask(ask)
        .map(reply -> new Judged(reply.model(), reply.provider(), reply.answer()));
  }
}
