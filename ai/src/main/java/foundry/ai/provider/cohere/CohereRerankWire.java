package foundry.ai.provider.cohere;

import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.RerankProvider.Ranked;
import foundry.ai.provider.RerankProvider.Request;
import foundry.ai.provider.upstream.ChatWire.Garbage;
import foundry.ai.provider.upstream.ErrorReply;
import foundry.ai.provider.upstream.QuestionWire;
import foundry.ai.provider.upstream.UpstreamRequest;
import foundry.http.Json;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reranking, version 2. */
record CohereRerankWire() implements QuestionWire<Request, List<Ranked>> {
  @Override
  public UpstreamRequest request(Request question) {
    var body = Json.MAPPER.createObjectNode().put("model", question.model());
    body.put("query", question.query()).put("top_n", question.best());
    question.texts().forEach(body.putArray("documents")::add);
    return UpstreamRequest.json("/v2/rerank", Json.bytes(body));
  }

  @Override
  public List<Ranked> answer(Buffer body, Request question) {
    var results = Json.MAPPER.readTree(body.getBytes()).path("results");
    if (!results.isArray()) throw new Garbage("no results");
    var ranked = new ArrayList<Ranked>(results.size());
    for (var one : results) {
      int index = one.path("index").asInt(-1);
      if (index < 0 || index >= question.texts().size()) throw new Garbage("no such text");
      ranked.add(new Ranked(index, one.path("relevance_score").asDouble(0)));
    }
    ranked.sort(Comparator.comparingDouble(Ranked::score).reversed());
    return ranked;
  }

  @Override
  public Failed error(ErrorReply reply) {
    return CohereWire.failed(reply);
  }
}
