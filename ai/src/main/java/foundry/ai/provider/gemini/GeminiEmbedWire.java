package foundry.ai.provider.gemini;

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

/** {@code batchEmbedContents}, as Google documents it for the Gemini API. */
record GeminiEmbedWire() implements QuestionWire<Request, Embeddings> {
  @Override
  public UpstreamRequest request(Request question) {
    var body = Json.MAPPER.createObjectNode();
    var requests = body.putArray("requests");
    String purpose = question.kind() == Kind.QUERY ? "RETRIEVAL_QUERY" : "RETRIEVAL_DOCUMENT";
    for (String text : question.texts()) {
      var one = requests.addObject().put("model", "models/" + question.model());
      one.putObject("content").putArray("parts").addObject().put("text", text);
      one.put("taskType", purpose);
      question.dimensions().ifPresent(wish -> one.put("outputDimensionality", wish));
    }
    String path = "/models/" + UpstreamRequest.segment(question.model()) + ":batchEmbedContents";
    return UpstreamRequest.json(path, Json.bytes(body));
  }

  @Override
  public Embeddings answer(Buffer body, Request question) {
    var reply = Json.MAPPER.readTree(body.getBytes());
    var list = reply.path("embeddings");
    if (list.size() != question.texts().size()) throw new Garbage("not one vector a text");
    var vectors = new ArrayList<float[]>(list.size());
    for (var one : list) vectors.add(unit(Vectors.read(one.path("values"))));
    var tokens = reply.path("usageMetadata").path("promptTokenCount");
    return new Embeddings(
        question.model(),
        vectors,
        tokens.isNumber() ? Optional.of(tokens.intValue()) : Optional.empty());
  }

  /** Shortened vectors come as they were cut; everybody else's have length 1. */
  private static float[] unit(float[] vector) {
    double squares = 0;
    for (float number : vector) squares += (double) number * number;
    double length = Math.sqrt(squares);
    if (length == 0 || Math.abs(length - 1) < 1e-4) return vector;
    for (int i = 0; i < vector.length; i++) vector[i] = (float) (vector[i] / length);
    return vector;
  }

  @Override
  public Failed error(ErrorReply reply) {
    return GeminiErrors.of(reply);
  }
}
