package foundry.api.storage;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.viewer.OrgId;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class StorageSettingsTest {
  private static final Optional<URI> AWS = Optional.empty();

  private static void assertLinks(
      String bucket, String region, Optional<URI> endpoint, Optional<URI> seenAs, String origin) {
    var keys = Optional.of(new StorageSettings.Keys("key", "secret"));
    var settings = new StorageSettings(bucket, region, endpoint, seenAs, keys);
    assertThat(settings.linkOrigin()).isEqualTo(URI.create(origin));
    try (var objects = new ObjectStore(settings, Clock.systemUTC())) {
      var key = new ObjectKey(new OrgId(UUID.randomUUID()), UUID.randomUUID());
      assertThat(objects.presignGet(key, "a.pdf", "application/pdf").toString())
          .startsWith(origin + "/");
      var sha256 = "00".repeat(32);
      assertThat(objects.presignPut(key, "application/pdf", 1, sha256).url().toString())
          .startsWith(origin + "/");
    }
  }

  @Test
  void links_lead_where_they_are_said_to() {
    assertLinks("uploads", "us-east-1", AWS, AWS, "https://uploads.s3.amazonaws.com");
    assertLinks("uploads", "eu-west-1", AWS, AWS, "https://uploads.s3.eu-west-1.amazonaws.com");
    assertLinks("up.loads", "eu-west-1", AWS, AWS, "https://s3.eu-west-1.amazonaws.com");
    var inside = Optional.of(URI.create("http://storage:9000"));
    var outside = Optional.of(URI.create("https://files.example.com"));
    assertLinks("uploads", "us-east-1", inside, Optional.empty(), "http://storage:9000");
    assertLinks("uploads", "us-east-1", inside, outside, "https://files.example.com");
    assertLinks("uploads", "us-east-1", AWS, outside, "https://uploads.files.example.com");
  }
}
