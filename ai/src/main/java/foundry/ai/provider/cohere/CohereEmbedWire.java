package foundry.ai.provider.cohere;

import foundry.ai.provider.EmbeddingProvider.Embeddings;
import foundry.ai.provider.EmbeddingProvider.Kind;
import foundry.ai.provider.EmbeddingProvider.Request;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.upstream.ChatWire.Garbage;
import foundry.ai.provider.upstream.ErrorReply;
import foundry.ai.provider.upstream.QuestionWire;
import foundry.ai.provider.upstream.UpstreamRequest;
import foundry.ai.provider.upstream.Vectors;
import foundry.http.Json;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Embeddings, version 2. Bedrock carries the same body and reply. */
public record CohereEmbedWire() implements QuestionWire<Request, Embeddings> {
  @Override
  public UpstreamRequest request(Request question) {
    var body = body(question).put("model", question.model());
    return UpstreamRequest.json("/v2/embed", Json.bytes(body));
  }

  public static ObjectNode body(Request question) {
    var body = Json.MAPPER.createObjectNode();
    question.texts().forEach(body.putArray("texts")::add);
    body.put("input_type", question.kind() == Kind.QUERY ? "search_query" : "search_document");
    body.putArray("embedding_types").add("float");
    question.dimensions().ifPresent(wish -> body.put("output_dimension", wish));
    return body;
  }

  @Override
  public Embeddings answer(Buffer body, Request question) {
    var reply = Json.MAPPER.readTree(body.getBytes());
    var list = reply.path("embeddings");
    // Older versions answer the bare list.
    var floats = list.isObject() ? list.path("float") : list;
    if (floats.size() != question.texts().size()) throw new Garbage("not one vector a text");
    var vectors = new ArrayList<float[]>(floats.size());
    for (var one : floats) vectors.add(Vectors.read(one));
    var tokens = reply.path("meta").path("billed_units").path("input_tokens");
    return new Embeddings(
        question.model(),
        vectors,
        tokens.isNumber() ? Optional.of(tokens.intValue()) : Optional.empty());
  }

  @Override
  public Failed error(ErrorReply reply) {
    return CohereWire.failed(reply);
  }
}
