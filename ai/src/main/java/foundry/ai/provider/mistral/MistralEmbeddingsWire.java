package foundry.ai.provider.mistral;

import foundry.ai.provider.EmbeddingProvider.Embeddings;
import foundry.ai.provider.EmbeddingProvider.Request;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.openai.EmbeddingsWire;
import foundry.ai.provider.upstream.ErrorReply;
import foundry.ai.provider.upstream.QuestionWire;
import foundry.ai.provider.upstream.UpstreamRequest;
import io.vertx.core.buffer.Buffer;

/** OpenAI's embeddings, but for the name of the length and the errors. */
final class MistralEmbeddingsWire implements QuestionWire<Request, Embeddings> {
  private final EmbeddingsWire wire =
      new EmbeddingsWire(model -> "/embeddings", false, "output_dimension");

  @Override
  public UpstreamRequest request(Request question) {
    return wire.request(question);
  }

  @Override
  public Embeddings answer(Buffer body, Request question) {
    return wire.answer(body, question);
  }

  @Override
  public Failed error(ErrorReply reply) {
    return MistralWire.failed(reply);
  }
}
