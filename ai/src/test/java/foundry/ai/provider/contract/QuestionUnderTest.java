package foundry.ai.provider.contract;

import foundry.ai.Settings.Timeouts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A vendor that answers a question with one reply, as {@link FakeQuestions} speaks for it. */
interface QuestionUnderTest {
  /** Whoever is asked, and what closes it. */
  interface Asking extends AutoCloseable {
    Future<?> ask(String model);

    @Override
    void close();
  }

  Asking start(Vertx vertx, URI server, Timeouts timeouts);

  /** Refuses in the same words. */
  ProviderUnderTest refuser();

  /** Of this behaviour, under a name that the provider takes. */
  default String model(String behaviour) {
    return Stage.model(behaviour);
  }

  /** That a request asks for. */
  String asked(HttpServerRequest request, JsonNode body);

  /** What is wrong with the request's path and credentials, if anything. */
  Optional<String> wrong(HttpServerRequest request, Buffer body);

  /** The vendor's reply of status 200. */
  String reply(JsonNode body);

  /** The same with less than was asked for. */
  String tooLittle(JsonNode body);
}
