package foundry.ai.provider.contract;

import foundry.ai.Settings;
import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.RerankProvider;
import foundry.ai.provider.cohere.Cohere;
import foundry.ai.provider.mistral.Mistral;
import foundry.ai.provider.openai.OpenAi;
import foundry.ai.provider.upstream.HttpModerator;
import foundry.ai.provider.upstream.HttpReranker;
import foundry.ai.provider.upstream.VendorSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Vendors that order texts or judge them. All of them take a bearer. */
final class Judges {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final String KEY = ProviderUnderTest.KEY;

  private Judges() {}

  /** The text that says "bad" is judged so; a text that ends in a number ranks by it. */
  record Judge(
      String name,
      ProviderUnderTest refuser,
      BiFunction<URI, Timeouts, Asking> starts,
      String path,
      Function<JsonNode, String> replies,
      String tooLittle)
      implements QuestionUnderTest {
    @Override
    public String toString() {
      return name;
    }

    @Override
    public Asking start(Vertx vertx, URI server, Timeouts timeouts) {
      return starts.apply(server, timeouts);
    }

    @Override
    public String asked(HttpServerRequest request, JsonNode body) {
      return body.path("model").asString("");
    }

    @Override
    public Optional<String> wrong(HttpServerRequest request, Buffer body) {
      boolean known = ("Bearer " + KEY).equals(request.getHeader("authorization"));
      return known && request.path().equals(path) ? Optional.empty() : Optional.of("key or path");
    }

    @Override
    public String reply(JsonNode body) {
      return replies.apply(body);
    }

    @Override
    public String tooLittle(JsonNode body) {
      return tooLittle;
    }
  }

  static List<QuestionUnderTest> all() {
    return List.of(reranker(), openAi(), mistral());
  }

  static Judge reranker() {
    return new Judge(
        "Cohere rerank",
        new CohereUnderTest(),
        (url, timeouts) -> asking(reranker(url, timeouts)),
        "/v2/rerank",
        Judges::ranking,
        "{\"results\":[{\"index\":99,\"relevance_score\":1}]}");
  }

  static HttpReranker reranker(URI url, Timeouts timeouts) {
    return Cohere.reranker(Stage.VERTX, new VendorSettings(url, KEY, "m", timeouts), CLOCK);
  }

  private static QuestionUnderTest.Asking asking(HttpReranker reranker) {
    return asking(
        model ->
            reranker.rerank(
                new RerankProvider.Request(
                    model, Stage.SAID, List.of(Stage.SAID + " 1", Stage.SAID + " 2"), 2)),
        reranker::close);
  }

  private static QuestionUnderTest.Asking asking(
      Function<String, Future<?>> asks, Runnable closes) {
    return new QuestionUnderTest.Asking() {
      @Override
      public Future<?> ask(String model) {
        return asks.apply(model);
      }

      @Override
      public void close() {
        closes.run();
      }
    };
  }

  /** The worst first: whoever reads it puts it in order. */
  private static String ranking(JsonNode body) {
    var results = new ArrayList<String>();
    int index = 0;
    for (String text : EmbedderUnderTest.strings(body.path("documents"))) {
      String score = "0." + text.substring(text.lastIndexOf(' ') + 1);
      results.add("{\"index\":" + index++ + ",\"relevance_score\":" + score + "}");
    }
    Collections.sort(results);
    return "{\"id\":\"1\",\"results\":[" + String.join(",", results) + "]}";
  }

  static Judge openAi() {
    return new Judge(
        "OpenAI moderation",
        new OpenAiUnderTest(),
        (url, timeouts) -> asking(openAi(url, timeouts)),
        "/v1/moderations",
        body -> verdicts(body, "self-harm"),
        "{\"results\":[]}");
  }

  static HttpModerator openAi(URI url, Timeouts timeouts) {
    var settings =
        new Settings.OpenAi(Questioned.v1(url), Optional.of(KEY), Optional.empty(), timeouts);
    return OpenAi.moderator(Stage.VERTX, settings, CLOCK);
  }

  static Judge mistral() {
    return new Judge(
        "Mistral moderation",
        new MistralUnderTest(),
        (url, timeouts) -> asking(mistral(url, timeouts)),
        "/v1/moderations",
        body -> verdicts(body, "selfharm"),
        "{\"results\":[]}");
  }

  static HttpModerator mistral(URI url, Timeouts timeouts) {
    var settings = new VendorSettings(Questioned.v1(url), KEY, "m", timeouts);
    return Mistral.moderator(Stage.VERTX, settings, CLOCK);
  }

  private static QuestionUnderTest.Asking asking(HttpModerator moderator) {
    return asking(model -> moderator.moderate(model, List.of(Stage.SAID, "bad")), moderator::close);
  }

  private static String verdicts(JsonNode body, String category) {
    var results = new ArrayList<String>();
    for (String text : EmbedderUnderTest.strings(body.path("input"))) {
      boolean bad = text.equals("bad");
      results.add(
          "{\"flagged\":%s,\"categories\":{\"%s\":%s},\"category_scores\":{\"%s\":%s}}"
              .formatted(bad, category, bad, category, bad ? "0.9" : "0.1"));
    }
    return "{\"id\":\"1\",\"model\":\"m\",\"results\":[" + String.join(",", results) + "]}";
  }
}
