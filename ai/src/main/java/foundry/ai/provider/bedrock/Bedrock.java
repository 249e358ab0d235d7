package foundry.ai.provider.bedrock;

import foundry.ai.provider.upstream.HttpTextProvider;
import foundry.ai.provider.upstream.Signature;
import foundry.ai.provider.upstream.Upstream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;

/** Amazon Bedrock. */
public final class Bedrock {
  static final String NAME = "bedrock";

  private static final HttpTextProvider.Names NAMES =
      new HttpTextProvider.Names(NAME, "aws.bedrock");

  private Bedrock() {}

  public static HttpTextProvider provider(Vertx vertx, BedrockSettings settings, Clock clock) {
    var signature =
        settings
            .apiKey()
            .map(Signature::bearer)
            .orElseGet(() -> new SigV4(settings, credentials(vertx, settings, clock), clock));
    var upstream = new Upstream(vertx, settings.baseUrl(), settings.timeouts(), signature, clock);
    return new HttpTextProvider(
        NAMES,
        upstream,
        new ConverseWire(),
        settings.models().stream().findFirst(),
        () -> Future.succeededFuture(settings.models()));
  }

  private static Credentials credentials(Vertx vertx, BedrockSettings settings, Clock clock) {
    return settings
        .keys()
        .<Credentials>map(FixedCredentials::new)
        .orElseGet(() -> new MachineCredentials(vertx, clock));
  }
}
