package foundry.ai.provider.azure;

import foundry.ai.provider.openai.EmbeddingsWire;
import foundry.ai.provider.upstream.HttpEmbeddings;
import foundry.ai.provider.upstream.HttpQuestions;
import foundry.ai.provider.upstream.HttpTextProvider;
import foundry.ai.provider.upstream.Signature;
import foundry.ai.provider.upstream.Upstream;
import foundry.ai.provider.upstream.UpstreamRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.function.Function;

/** OpenAI's models in Azure. */
public final class Azure {
  static final String NAME = "azure";

  /** Texts at once, as at OpenAI. */
  private static final int TEXTS_MAX = 2_048;

  private Azure() {}

  private static Upstream upstream(Vertx vertx, AzureSettings settings, Clock clock) {
    var signature = Signature.header("api-key", settings.apiKey());
    return new Upstream(vertx, settings.endpoint(), settings.timeouts(), signature, clock);
  }

  public static HttpTextProvider provider(Vertx vertx, AzureSettings settings, Clock clock) {
    var models = Future.succeededFuture(settings.deployments());
    return new HttpTextProvider(
        new HttpTextProvider.Names(NAME, "azure.ai.openai"),
        upstream(vertx, settings, clock),
        new AzureWire(path(settings, "/chat/completions")),
        settings.deployments().stream().findFirst(),
        () -> models);
  }

  /** Deployments that make vectors cannot be told from others by name: the settings list them. */
  public static HttpEmbeddings embeddings(Vertx vertx, AzureSettings settings, Clock clock) {
    var models = Future.succeededFuture(settings.embeddingDeployments());
    var wire = new EmbeddingsWire(path(settings, "/embeddings"), true, "dimensions");
    var questions = new HttpQuestions<>(upstream(vertx, settings, clock), wire);
    return new HttpEmbeddings(NAME, questions, TEXTS_MAX, () -> models);
  }

  /** The version without a date takes the deployment in the body, as OpenAI takes the model. */
  static Function<String, String> path(AzureSettings settings, String operation) {
    if (settings.apiVersion().isEmpty()) return model -> "/openai/v1" + operation;
    String query = "?api-version=" + UpstreamRequest.segment(settings.apiVersion().get());
    return model -> "/openai/deployments/" + UpstreamRequest.segment(model) + operation + query;
  }
}
