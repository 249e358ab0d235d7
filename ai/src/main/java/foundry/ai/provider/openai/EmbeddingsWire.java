package foundry.ai.provider.openai;

import foundry.ai.provider.EmbeddingProvider.Embeddings;
import foundry.ai.provider.EmbeddingProvider.Request;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.upstream.ChatWire.Garbage;
import foundry.ai.provider.upstream.ErrorReply;
import foundry.ai.provider.upstream.QuestionWire;
import foundry.ai.provider.upstream.UpstreamRequest;
import foundry.ai.provider.upstream.Vectors;
import foundry.http.Json;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Embeddings, as OpenAI documents them. Reads both encodings whatever was asked for: many servers
 * know one only.
 *
 * @param path behind the base URL, by model
 * @param base64 whether the server is asked for Base64, which is a quarter of the bytes
 * @param dimensionsField how the server calls the wished length
 */
public record EmbeddingsWire(Function<String, String> path, boolean base64, String dimensionsField)
    implements QuestionWire<Request, Embeddings> {
  public EmbeddingsWire(boolean base64) {
    this(model -> "/embeddings", base64, "dimensions");
  }

  @Override
  public UpstreamRequest request(Request question) {
    var body = Json.MAPPER.createObjectNode().put("model", question.model());
    question.texts().forEach(body.putArray("input")::add);
    question.dimensions().ifPresent(wish -> body.put(dimensionsField, wish));
    if (base64) body.put("encoding_format", "base64");
    return UpstreamRequest.json(path.apply(question.model()), Json.bytes(body));
  }

  @Override
  public Embeddings answer(Buffer body, Request question) {
    var reply = Json.MAPPER.readTree(body.getBytes());
    var vectors = new float[question.texts().size()][];
    int place = 0;
    for (var one : reply.path("data")) {
      int index = one.path("index").asInt(place++);
      if (index < 0 || index >= vectors.length) throw new Garbage("a vector too many");
      vectors[index] = Vectors.read(one.path("embedding"));
    }
    for (float[] vector : vectors) if (vector == null) throw new Garbage("a vector is missing");
    var tokens = reply.path("usage").path("prompt_tokens");
    return new Embeddings(
        reply.path("model").asString(question.model()),
        List.copyOf(Arrays.asList(vectors)),
        tokens.isNumber() ? Optional.of(tokens.intValue()) : Optional.empty());
  }

  @Override
  public Failed error(ErrorReply reply) {
    return ChatCompletionsWire.failed(reply);
  }
}
