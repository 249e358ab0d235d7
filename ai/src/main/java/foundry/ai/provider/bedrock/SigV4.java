package foundry.ai.provider.bedrock;

import foundry.ai.Limits;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.ProviderFailure;
import foundry.ai.provider.upstream.Signature;
import foundry.ai.provider.upstream.UpstreamRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** AWS Signature Version 4, by AWS's own signer. */
final class SigV4 implements Signature {
  private static final String SERVICE = "bedrock";

  private static final Failed NOBODY =
      new Failed(Problem.CREDENTIALS, "no credentials for AWS were found", false);

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final Vertx vertx;
  private final AwsCredentials credentials;
  private final Clock clock;
  private final String region;
  private final URI baseUrl;

  SigV4(Vertx vertx, BedrockSettings settings, AwsCredentials credentials, Clock clock) {
    this.vertx = vertx;
    this.credentials = credentials;
    this.clock = clock;
    this.region = settings.region();
    this.baseUrl = settings.baseUrl();
  }

  @Override
  public Future<UpstreamRequest> sign(UpstreamRequest request) {
    return credentials
        .now()
        .recover(problem -> Future.failedFuture(new ProviderFailure(NOBODY)))
        .compose(keys -> hashed(request, keys));
  }

  /** The hash of a long body would hold up all others on the event loop. */
  private Future<UpstreamRequest> hashed(UpstreamRequest request, AwsCredentialsIdentity keys) {
    return request.body().length() > Limits.LOOP_PROMPT_CHARACTERS_MAX
        ? vertx.executeBlocking(() -> signed(request, keys), false).compose(signed -> signed)
        : signed(request, keys);
  }

  private Future<UpstreamRequest> signed(UpstreamRequest request, AwsCredentialsIdentity keys) {
    byte[] body = request.body().getBytes();
    var signed =
        signer.sign(
            sign ->
                sign.identity(keys)
                    .request(unsigned(request))
                    .payload(ContentStreamProvider.fromByteArray(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(HttpSigner.SIGNING_CLOCK, clock));
    var headers = new LinkedHashMap<String, String>();
    signed.request().forEachHeader((name, values) -> headers.put(name, values.getFirst()));
    return Future.succeededFuture(
        new UpstreamRequest(request.method(), request.path(), headers, request.body()));
  }

  private SdkHttpRequest unsigned(UpstreamRequest request) {
    var unsigned =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method().name()))
            .uri(URI.create(baseUrl + request.path()));
    request.headers().forEach(unsigned::putHeader);
    return unsigned.build();
  }
}
