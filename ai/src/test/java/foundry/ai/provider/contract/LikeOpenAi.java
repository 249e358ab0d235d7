package foundry.ai.provider.contract;

import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Outcome.Usage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A vendor whose replies are OpenAI's chat completions. */
interface LikeOpenAi extends ProviderUnderTest {
  OpenAiUnderTest OPENAI = new OpenAiUnderTest();

  @Override
  default Asked asked(HttpServerRequest request, JsonNode body) {
    return OPENAI.asked(request, body);
  }

  @Override
  default Optional<String> wrong(HttpServerRequest request, Buffer body) {
    return OPENAI.wrong(request, body);
  }

  @Override
  default String whole(Script script) {
    return OPENAI.whole(script);
  }

  @Override
  default List<Buffer> pieces(Script script) {
    return OPENAI.pieces(script);
  }

  @Override
  default Buffer piece(String text) {
    return OPENAI.piece(text);
  }

  @Override
  default Buffer troubleInTheMiddle() {
    return OPENAI.troubleInTheMiddle();
  }

  @Override
  default Problem problemInTheMiddle() {
    return OPENAI.problemInTheMiddle();
  }

  @Override
  default Fault fault(Trouble trouble) {
    return OPENAI.fault(trouble);
  }

  @Override
  default Usage usage() {
    return OPENAI.usage();
  }

  @Override
  default String system(JsonNode body) {
    return OPENAI.system(body);
  }

  @Override
  default String image(JsonNode body) {
    return OPENAI.image(body);
  }

  @Override
  default String toolResult(JsonNode body) {
    return OPENAI.toolResult(body);
  }
}
