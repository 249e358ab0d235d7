package foundry.ai.retrieve;

import foundry.ai.Limits;
import foundry.ai.embed.Embedder;
import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;
import foundry.ai.http.Route;
import foundry.viewer.OrgId;
import java.io.IOException;
import java.util.List;

/** POST /v1/retrieve. */
public final class RetrieveRoute implements Route {
  record Reply(List<Found> passages, long latencyMs) {}

  private final Indexes indexes;
  private final Embedder embedder;

  public RetrieveRoute(Indexes indexes, Embedder embedder) {
    this.indexes = indexes;
    this.embedder = embedder;
  }

  @Override
  public void handle(Exchange exchange) throws Exception {
    long start = System.nanoTime();
    var found = find(exchange.caller().org(), query(exchange));
    exchange.reply(new Reply(found, (System.nanoTime() - start) / 1_000_000));
  }

  private static Query query(Exchange exchange) {
    var body = exchange.body();
    var query =
        new Query(
            body.uuid("collection"),
            body.text("query", Limits.QUERY_CHARACTERS_MAX),
            body.number("top_k", Limits.PASSAGES_WANTED_DEFAULT, 1, Limits.PASSAGES_WANTED_MAX),
            body.uuids("documents", Limits.DOCUMENTS_FILTER_MAX));
    body.done();
    if (query.text().isBlank()) throw Refused.invalid("query: blank (expected: a question)");
    return query;
  }

  private List<Found> find(OrgId org, Query query) throws IOException {
    var lease = indexes.leaseIfAny(org);
    if (lease.isEmpty()) return List.of();
    try (var held = lease.get()) {
      float[] vector = embedder.questions(List.of(query.text())).join().vectors().getFirst();
      return held.index().find(query, vector);
    }
  }
}
