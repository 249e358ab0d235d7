package foundry.ai.retrieve;

import foundry.ai.http.ErrorBody;
import foundry.ai.http.ErrorCode;
import foundry.ai.http.Exchange;
import foundry.ai.http.Failures;
import foundry.ai.http.Fields;
import foundry.ai.http.Refused;
import foundry.ai.http.Route;
import foundry.ai.retrieve.Indexing.Outcome;
import foundry.ai.retrieve.Indexing.Stage;
import foundry.http.EventStream;
import foundry.http.Json;

/** PUT /v1/collections/{collection}/documents/{document}. */
public final class PutDocumentRoute implements Route {
  record Reply(int passages, boolean unchanged) {}

  record ProgressEvent(Stage stage, int done, int total) {}

  private final Indexing indexing;
  private final WorkUnderWay underWay;

  public PutDocumentRoute(Indexing indexing, WorkUnderWay underWay) {
    this.indexing = indexing;
    this.underWay = underWay;
  }

  static DocumentKey key(Exchange exchange) {
    return new DocumentKey(
        Fields.uuid("collection", exchange.pathParameter("collection")),
        Fields.uuid("document", exchange.pathParameter("document")));
  }

  @Override
  public void handle(Exchange exchange) throws Exception {
    var key = key(exchange);
    var upload = Upload.read(exchange.body());
    var org = exchange.caller().org();
    var work = underWay.begin(org, key);
    try {
      if (exchange.wantsEventStream()) stream(exchange, key, upload, work);
      else reply(exchange, key, upload, work);
    } finally {
      underWay.end(org, key, work);
    }
  }

  private void reply(Exchange exchange, DocumentKey key, Upload upload, Work work)
      throws Exception {
    exchange.onGone(work::abandon);
    exchange.reply(index(exchange, key, upload, work, (stage, done, total) -> {}));
  }

  private void stream(Exchange exchange, DocumentKey key, Upload upload, Work work) {
    var events = exchange.openEvents();
    events.onClose(work::abandon);
    var progress = new PacedProgress(event -> events.send("progress", null, Json.text(event)));
    try {
      var reply = index(exchange, key, upload, work, progress);
      events.send("end", null, Json.text(reply));
    } catch (Exception e) {
      fail(events, exchange, e);
    } finally {
      events.end();
    }
  }

  private static void fail(EventStream events, Exchange exchange, Exception problem) {
    var refused = Failures.toRefused(exchange.requestId(), problem);
    var body = ErrorBody.of(refused.code(), refused.reason(), exchange.requestId());
    events.send("error", null, Json.text(body));
  }

  private Reply index(
      Exchange exchange, DocumentKey key, Upload upload, Work work, Indexing.Progress progress)
      throws Exception {
    boolean force = "true".equals(exchange.queryParameter("force"));
    var org = exchange.caller().org();
    return switch (indexing.index(org, key, upload, force, work, progress)) {
      case Outcome.Indexed indexed -> new Reply(indexed.passages(), false);
      case Outcome.Unchanged unchanged -> new Reply(unchanged.passages(), true);
      case Outcome.Abandoned ignored ->
          throw new Refused(
              ErrorCode.UNAVAILABLE, "a newer call or a deletion took over; nothing was changed");
    };
  }
}
