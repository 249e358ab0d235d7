package foundry.ai.retrieve;

import foundry.ai.http.Exchange;
import foundry.ai.http.Route;

/** DELETE /v1/collections/{collection}/documents/{document}. */
public final class DeleteDocumentRoute implements Route {
  record Reply(int deleted) {}

  private final Indexes indexes;
  private final WorkUnderWay underWay;

  public DeleteDocumentRoute(Indexes indexes, WorkUnderWay underWay) {
    this.indexes = indexes;
    this.underWay = underWay;
  }

  @Override
  public void handle(Exchange exchange) throws Exception {
    var key = PutDocumentRoute.key(exchange);
    var org = exchange.caller().org();
    underWay.cancel(org, key);
    var lease = indexes.leaseIfAny(org);
    if (lease.isEmpty()) {
      exchange.reply(new Reply(0));
      return;
    }
    try (var held = lease.get()) {
      exchange.reply(new Reply(held.index().delete(key)));
    }
  }
}
