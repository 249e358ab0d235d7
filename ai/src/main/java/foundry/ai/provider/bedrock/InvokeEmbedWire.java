package foundry.ai.provider.bedrock;

import foundry.ai.provider.EmbeddingProvider.Embeddings;
import foundry.ai.provider.EmbeddingProvider.Request;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.cohere.CohereEmbedWire;
import foundry.ai.provider.upstream.ChatWire.Unsupported;
import foundry.ai.provider.upstream.ErrorReply;
import foundry.ai.provider.upstream.QuestionWire;
import foundry.ai.provider.upstream.UpstreamRequest;
import foundry.ai.provider.upstream.Vectors;
import foundry.http.Json;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** InvokeModel, whose body is what the maker of the model makes it: Amazon's Titan or Cohere's. */
record InvokeEmbedWire() implements QuestionWire<Request, Embeddings> {
  private static final int COHERE_TEXTS_MAX = 96;

  /** Titan takes one text a call. */
  static int textsMax(String model) {
    return isCohere(model) ? COHERE_TEXTS_MAX : 1;
  }

  private static boolean isCohere(String model) {
    return model.contains("cohere.embed");
  }

  @Override
  public UpstreamRequest request(Request question) {
    String path = "/model/" + UpstreamRequest.segment(question.model()) + "/invoke";
    var body = isCohere(question.model()) ? CohereEmbedWire.body(question) : titan(question);
    return UpstreamRequest.json(path, Json.bytes(body));
  }

  private static ObjectNode titan(Request question) {
    if (!question.model().contains("titan-embed")) {
      throw new Unsupported("model: makes no vectors (expected: one of Titan's or of Cohere's)");
    }
    var body = Json.MAPPER.createObjectNode().put("inputText", question.texts().getFirst());
    question.dimensions().ifPresent(wish -> body.put("dimensions", wish));
    return body;
  }

  @Override
  public Embeddings answer(Buffer body, Request question) {
    if (isCohere(question.model())) return new CohereEmbedWire().answer(body, question);
    var reply = Json.MAPPER.readTree(body.getBytes());
    var tokens = reply.path("inputTextTokenCount");
    return new Embeddings(
        question.model(),
        List.of(Vectors.read(reply.path("embedding"))),
        tokens.isNumber() ? Optional.of(tokens.intValue()) : Optional.empty());
  }

  @Override
  public Failed error(ErrorReply reply) {
    return ConverseErrors.of(reply);
  }
}
