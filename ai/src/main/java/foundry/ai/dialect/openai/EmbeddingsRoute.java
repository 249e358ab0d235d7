package foundry.ai.dialect.openai;

import foundry.ai.Limits;
import foundry.ai.http.Exchange;
import foundry.ai.http.Fields;
import foundry.ai.http.Refused;
import foundry.ai.http.Route;
import foundry.ai.provider.EmbeddingProvider.Kind;
import foundry.ai.question.Embeddings;
import foundry.ai.question.Embeddings.Embedded;
import foundry.ai.question.Embeddings.Wish;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executor;

/** POST /v1/embeddings. */
public final class EmbeddingsRoute implements Route {
  private enum Encoding {
    FLOAT,
    BASE64
  }

  /**
   * @param embedding a list of numbers, or base64 of little-endian floats: clients that asked for
   *     the one misread the other without a word
   */
  record Item(String object, int index, Object embedding) {}

  record Usage(int promptTokens, int totalTokens) {}

  record Reply(String object, List<Item> data, String model, Usage usage) {}

  private final Embeddings embeddings;
  private final Executor workers;

  public EmbeddingsRoute(Embeddings embeddings, Executor workers) {
    this.embeddings = embeddings;
    this.workers = workers;
  }

  @Override
  public boolean onLoop() {
    return true;
  }

  @Override
  public void handle(Exchange exchange) {
    var body = exchange.body();
    var model = body.optionalName("model", Limits.MODEL_CHARACTERS_MAX);
    var texts = texts(body);
    var encoding = body.choice("encoding_format", Encoding.FLOAT);
    var dimensions = body.optionalNumber("dimensions", 1, Limits.DIMENSIONS_MAX);
    body.optionalText("user", Limits.ID_CHARACTERS_MAX);
    body.done();
    var wish = new Wish(model, texts, Kind.PASSAGE, dimensions);
    exchange.onLoop(
        () ->
            embeddings
                .embed(exchange, wish)
                .onSuccess(done -> workers.execute(() -> reply(exchange, done, encoding)))
                .onFailure(exchange::fail));
  }

  private static List<String> texts(Fields body) {
    if (body.isListOfTokens("input")) {
      throw body.wrong("input", "texts: this model's tokens are its own")
          .with(Refused.Detail.UNSUPPORTED_PARAMETER);
    }
    var texts = body.texts("input", Limits.DIALECT_TEXTS_MAX, Limits.DIALECT_TEXT_CHARACTERS_MAX);
    for (var text : texts) {
      if (text.isEmpty()) throw body.wrong("input", "no empty text");
    }
    return texts;
  }

  /** Off the event loop: thousands of numbers are written. */
  private static void reply(Exchange exchange, Embedded done, Encoding encoding) {
    var items = new ArrayList<Item>(done.vectors().size());
    for (var vector : done.vectors()) {
      Object written = encoding == Encoding.BASE64 ? base64(vector) : vector;
      items.add(new Item("embedding", items.size(), written));
    }
    int tokens = done.read().tokens();
    exchange.onLoop(() -> OpenAiHeaders.put(exchange));
    exchange.reply(new Reply("list", items, done.model(), new Usage(tokens, tokens)));
  }

  private static String base64(float[] vector) {
    var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : vector) bytes.putFloat(value);
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
