package foundry.ai.provider.contract;

import foundry.ai.Settings;
import foundry.ai.provider.azure.Azure;
import foundry.ai.provider.azure.AzureSettings;
import foundry.ai.provider.bedrock.Bedrock;
import foundry.ai.provider.bedrock.BedrockSettings;
import foundry.ai.provider.bedrock.BedrockSettings.Keys;
import foundry.ai.provider.cohere.Cohere;
import foundry.ai.provider.contract.EmbedderUnderTest.CohereFormat;
import foundry.ai.provider.contract.EmbedderUnderTest.Format;
import foundry.ai.provider.contract.EmbedderUnderTest.GeminiFormat;
import foundry.ai.provider.contract.EmbedderUnderTest.OpenAiFormat;
import foundry.ai.provider.contract.EmbedderUnderTest.Path;
import foundry.ai.provider.contract.EmbedderUnderTest.TitanFormat;
import foundry.ai.provider.gemini.Gemini;
import foundry.ai.provider.mistral.Mistral;
import foundry.ai.provider.openai.OpenAi;
import foundry.ai.provider.upstream.VendorSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every provider of questions with one reply: a new one is an entry here. */
final class Questioned {
  private static final Vertx VERTX = Stage.VERTX;
  private static final Clock CLOCK = Clock.systemUTC();
  private static final String KEY = ProviderUnderTest.KEY;
  private static final Path OPENAI = new Path("/v1/embeddings", false, "");

  private Questioned() {}

  static List<QuestionUnderTest> all() {
    var all = new ArrayList<QuestionUnderTest>(embedders());
    all.addAll(Judges.all());
    return all;
  }

  static List<EmbedderUnderTest> embedders() {
    return List.of(
        openAi(),
        compatible(),
        azure(true),
        azure(false),
        mistral(),
        cohere(),
        gemini(),
        bedrock("Bedrock Titan", new TitanFormat(), ".titan-embed"),
        bedrock("Bedrock Cohere", new CohereFormat(false), ".cohere.embed"));
  }

  private static EmbedderUnderTest openAi() {
    return new EmbedderUnderTest(
        "OpenAI",
        new OpenAiUnderTest(),
        (url, timeouts) ->
            OpenAi.embeddings(
                VERTX,
                new Settings.OpenAi(v1(url), Optional.of(KEY), Optional.empty(), timeouts),
                CLOCK),
        OPENAI,
        Questioned::hasBearer,
        new OpenAiFormat("dimensions"),
        "");
  }

  private static EmbedderUnderTest compatible() {
    return new EmbedderUnderTest(
        "A compatible server without a key",
        new OpenAiUnderTest(),
        (url, timeouts) ->
            OpenAi.embeddings(
                VERTX,
                "ollama",
                new Settings.OpenAi(v1(url), Optional.empty(), Optional.empty(), timeouts),
                CLOCK),
        OPENAI,
        request -> request.getHeader("authorization") == null,
        new OpenAiFormat("dimensions"),
        "");
  }

  private static EmbedderUnderTest azure(boolean dated) {
    var version = dated ? Optional.of("2024-10-21") : Optional.<String>empty();
    var path =
        dated
            ? new Path("/openai/deployments/", true, "/embeddings")
            : new Path("/openai/v1/embeddings", false, "");
    String query = dated ? "api-version=2024-10-21" : "null";
    return new EmbedderUnderTest(
        dated ? "Azure, dated" : "Azure v1",
        new AzureUnderTest(dated),
        (url, timeouts) ->
            Azure.embeddings(
                VERTX, new AzureSettings(url, KEY, version, List.of(), List.of(), timeouts), CLOCK),
        path,
        request ->
            KEY.equals(request.getHeader("api-key"))
                && query.equals(String.valueOf(request.query())),
        new OpenAiFormat("dimensions"),
        "");
  }

  private static EmbedderUnderTest mistral() {
    return new EmbedderUnderTest(
        "Mistral",
        new MistralUnderTest(),
        (url, timeouts) ->
            Mistral.embeddings(VERTX, new VendorSettings(v1(url), KEY, "m", timeouts), CLOCK),
        OPENAI,
        Questioned::hasBearer,
        new OpenAiFormat("output_dimension"),
        "");
  }

  private static EmbedderUnderTest cohere() {
    return new EmbedderUnderTest(
        "Cohere",
        new CohereUnderTest(),
        (url, timeouts) ->
            Cohere.embeddings(VERTX, new VendorSettings(url, KEY, "m", timeouts), CLOCK),
        new Path("/v2/embed", false, ""),
        Questioned::hasBearer,
        new CohereFormat(true),
        "");
  }

  private static EmbedderUnderTest gemini() {
    return new EmbedderUnderTest(
        "Gemini",
        new GeminiUnderTest(),
        (url, timeouts) ->
            Gemini.embeddings(
                    VERTX,
                    new VendorSettings(URI.create(url + "/v1beta"), KEY, "m", timeouts),
                    CLOCK)
                .orElseThrow(),
        new Path("/v1beta/models/", true, ":batchEmbedContents"),
        request -> KEY.equals(request.getHeader("x-goog-api-key")),
        new GeminiFormat(),
        "");
  }

  private static EmbedderUnderTest bedrock(String name, Format format, String suffix) {
    var keys = Optional.of(new Keys("AKIDOFTHETEST", KEY, Optional.of("session-token")));
    return new EmbedderUnderTest(
        name,
        new BedrockUnderTest(true),
        (url, timeouts) ->
            Bedrock.embeddings(
                VERTX,
                new BedrockSettings("eu-west-1", url, Optional.empty(), keys, List.of(), timeouts),
                CLOCK),
        new Path("/model/", true, "/invoke"),
        request -> true,
        format,
        suffix);
  }

  private static boolean hasBearer(HttpServerRequest request) {
    return ("Bearer " + KEY).equals(request.getHeader("authorization"));
  }

  static URI v1(URI server) {
    return URI.create(server + "/v1");
  }
}
