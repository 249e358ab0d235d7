package foundry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GzipTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip",
        "GZIP",
        "x-gzip",
        "deflate, gzip;q=0.5, br",
        "*",
        "gzip; q=1",
        "*;q=0, gzip"
      })
  void is_used_where_it_is_accepted(String accepted) {
    assertThat(Gzip.isAccepted(accepted)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "br", "gzip;q=0", "*, gzip;q=0", "identity", "gzip;q=x", "notgzip"})
  void is_not_used_where_it_is_not(String accepted) {
    assertThat(Gzip.isAccepted(accepted)).isFalse();
    assertThat(Gzip.isAccepted(null)).isFalse();
  }

  @Test
  void gives_back_what_went_in() throws Exception {
    var text = "{\"name\":\"Manuals\"},".repeat(500);
    var zipped = Gzip.of(Buffer.buffer(text)).getBytes();
    assertThat(zipped.length).isLessThan(text.length() / 10);
    try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
    }
  }
}
