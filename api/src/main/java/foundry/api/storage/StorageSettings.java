package foundry.api.storage;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Where the bucket is.
 *
 * @param endpoint an S3 server other than AWS; buckets are then part of the path
 * @param publicEndpoint how browsers reach the same server, if by another address
 * @param keys who signs; empty: the environment's own credentials (role, profile, variables)
 */
public record StorageSettings(
    String bucket,
    String region,
    Optional<URI> endpoint,
    Optional<URI> publicEndpoint,
    Optional<Keys> keys) {
  /** A fixed pair of access keys. */
  public record Keys(String accessKey, String secretKey) {
    @Override
    public String toString() {
      return accessKey;
    }
  }

  /** A store that does not answer for so long is down; the caller decides about a repeat. */
  private static final Duration CALL_MAX = Duration.ofSeconds(30);

  S3Client client(SdkHttpClient http) {
    var builder =
        S3Client.builder()
            .httpClient(http)
            .region(Region.of(region))
            .credentialsProvider(credentials())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .forcePathStyle(endpoint.isPresent())
            .overrideConfiguration(override -> override.apiCallTimeout(CALL_MAX));
    endpoint.ifPresent(builder::endpointOverride);
    return builder.build();
  }

  S3Presigner presigner() {
    return presigner(credentials());
  }

  /**
   * Scheme and host of links to objects: the bucket's name is part of the host or not, as S3
   * decides.
   */
  public URI linkOrigin() {
    if (endpoint.isPresent()) return publicEndpoint.orElse(endpoint.get());
    try (var presigner = presigner(fixed(new Keys("any", "any")))) {
      var link =
          presigner.presignGetObject(
              get ->
                  get.signatureDuration(Duration.ofMinutes(1))
                      .getObjectRequest(object -> object.bucket(bucket).key("any")));
      return URI.create("%s://%s".formatted(link.url().getProtocol(), link.url().getAuthority()));
    }
  }

  private S3Presigner presigner(AwsCredentialsProvider credentials) {
    var builder =
        S3Presigner.builder()
            .region(Region.of(region))
            .credentialsProvider(credentials)
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(endpoint.isPresent()).build());
    publicEndpoint.or(() -> endpoint).ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private AwsCredentialsProvider credentials() {
    return keys.map(StorageSettings::fixed)
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  private static AwsCredentialsProvider fixed(Keys pair) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(pair.accessKey(), pair.secretKey()));
  }
}
