package foundry.ai.provider.bedrock;

import foundry.ai.provider.upstream.HttpEmbeddings;
import foundry.ai.provider.upstream.HttpQuestions;
import foundry.ai.provider.upstream.HttpTextProvider;
import foundry.ai.provider.upstream.Signature;
import foundry.ai.provider.upstream.Upstream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;

/** Amazon Bedrock. */
public final class Bedrock {
  static final String NAME = "bedrock";

  private static final HttpTextProvider.Names NAMES =
      new HttpTextProvider.Names(NAME, "aws.bedrock", model -> model.startsWith("arn:"));

  private Bedrock() {}

  private static Upstream upstream(Vertx vertx, BedrockSettings settings, Clock clock) {
    var signature =
        settings
            .apiKey()
            .map(Signature::bearer)
            .orElseGet(
                () -> new SigV4(vertx, settings, credentials(vertx, settings, clock), clock));
    return new Upstream(vertx, settings.baseUrl(), settings.timeouts(), signature, clock);
  }

  public static HttpTextProvider provider(Vertx vertx, BedrockSettings settings, Clock clock) {
    var models = Future.succeededFuture(models(settings, false));
    return new HttpTextProvider(
        NAMES,
        upstream(vertx, settings, clock),
        new ConverseWire(),
        models.result().stream().findFirst(),
        () -> models);
  }

  public static HttpEmbeddings embeddings(Vertx vertx, BedrockSettings settings, Clock clock) {
    var models = Future.succeededFuture(models(settings, true));
    var questions = new HttpQuestions<>(upstream(vertx, settings, clock), new InvokeEmbedWire());
    return new HttpEmbeddings(NAME, questions, InvokeEmbedWire::textsMax, () -> models);
  }

  /** The settings list all together; what makes vectors says so in its name. */
  private static List<String> models(BedrockSettings settings, boolean vectors) {
    return settings.models().stream().filter(id -> id.contains("embed") == vectors).toList();
  }

  private static AwsCredentials credentials(Vertx vertx, BedrockSettings settings, Clock clock) {
    return settings
        .keys()
        .<AwsCredentials>map(FixedCredentials::new)
        .orElseGet(() -> new MachineCredentials(vertx, clock));
  }
}
