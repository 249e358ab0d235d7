package foundry.ai.question;

import foundry.ai.http.Exchange;
import foundry.ai.provider.RerankProvider;
import foundry.ai.provider.RerankProvider.Ranked;
import foundry.ai.question.Questions.Ask;
import foundry.ai.question.Questions.Read;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The one way to a ranking. */
public final class Rankings {
  private final Questions<RerankProvider> questions;

  public Rankings(Questions<RerankProvider> questions) {
    this.questions = questions;
  }

  /**
   * @param model as the caller names it
   * @param best how many are wanted at most
   */
  public record Wish(Optional<String> model, String query, List<String> texts, int best) {
    /** The query is read with each text. */
    private List<String> read() {
      var all = new ArrayList<>(texts);
      for (int i = 0; i < texts.size(); i++) all.add(query);
      return all;
    }
  }

  /**
   * @param results the best first
   */
  public record Ranking(String model, String provider, List<Ranked> results, Read read) {}

  /** Fails with {@link foundry.ai.http.Refused}. Call on an event loop. */
  public Future<Ranking> rank(Exchange exchange, Wish wish) {
    var read = Read.estimate(wish.read());
    var ask =
        new Ask<RerankProvider, List<Ranked>>(
            exchange,
            wish.model(),
            (offer, wanted) ->
                List.of(
                    () ->
                        offer
                            .provider()
                            .rerank(
                                new RerankProvider.Request(
                                    offer.model(), wish.query(), wish.texts(), wish.best()),
                                wanted)),
            List::getFirst,
            answer -> read,
            read);
    return questions
        .ask(ask)
        .map(reply -> new Ranking(reply.model(), reply.provider(), reply.answer(), read));
  }
}
