package foundry.ai.provider.bedrock;

import io.vertx.core.Future;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Who we are to AWS. */
interface AwsCredentials {
  /** Never blocks. */
  Future<AwsCredentialsIdentity> now();
}
