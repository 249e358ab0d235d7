package foundry.ai.provider.bedrock;

import io.vertx.core.Future;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Keys from the settings. */
final class FixedCredentials implements AwsCredentials {
  private final Future<AwsCredentialsIdentity> keys;

  FixedCredentials(BedrockSettings.Keys keys) {
    String id = keys.accessKeyId();
    String secret = keys.secretAccessKey();
    this.keys =
        Future.succeededFuture(
            keys.sessionToken()
                .<AwsCredentialsIdentity>map(
                    token -> AwsSessionCredentials.create(id, secret, token))
                .orElseGet(() -> AwsBasicCredentials.create(id, secret)));
  }

  @Override
  public Future<AwsCredentialsIdentity> now() {
    return keys;
  }
}
