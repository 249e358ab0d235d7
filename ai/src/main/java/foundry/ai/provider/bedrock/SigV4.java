package foundry.ai.provider.bedrock;

import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.ProviderFailure;
import foundry.ai.provider.upstream.Signature;
import foundry.ai.provider.upstream.UpstreamRequest;
import io.vertx.core.Future;
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
  private final Credentials credentials;
  private final Clock clock;
  private final String region;
  private final URI baseUrl;

  SigV4(BedrockSettings settings, Credentials credentials, Clock clock) {
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
        .map(keys -> signed(request, keys));
  }

  private UpstreamRequest signed(UpstreamRequest request, AwsCredentialsIdentity keys) {
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
    return new UpstreamRequest(request.method(), request.path(), headers, request.body());
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
