package foundry.ai.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.provider.Extras;
import foundry.ai.provider.Message;
import foundry.ai.provider.Part;
import foundry.ai.provider.Prompts;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageHostsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest",
        "http://localhost:8080/",
        "http://LOCALHOST./",
        "http://minio/",
        "http://metadata.google.internal/",
        "http://10.1.2.3/",
        "http://172.31.0.1/",
        "http://192.168.0.1/",
        "http://127.1/",
        "http://0x7f.0.0.1/",
        "http://0251.0376.0251.0376/",
        "http://010.0.0.1/",
        "http://169.254.43518/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[fd00::1]/",
        "http://[fe80::1]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[2002:a00:1::]/"
      })
  void our_own_network_is_private(String url) {
    String host = URI.create(url).getHost();
    // Without a host it is refused earlier, as no address at all.
    if (host != null) assertThat(ImageHosts.isPrivate(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.org/a.png",
        "https://10.example.org/",
        "http://172.32.0.1/",
        "http://8.8.8.8/",
        "http://[2606:4700::1111]/"
      })
  void the_web_is_not(String url) {
    assertThat(ImageHosts.isPrivate(URI.create(url).getHost())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void who_opens_the_network_may_be_asked_for_it(boolean anywhere) {
    var source = new Part.Source.Url(URI.create("http://192.168.0.1/a.png"));
    var image = new Part.Image(source, Extras.NONE);
    var shown = new Part.ToolResult("t", List.of(image), false, Extras.NONE);
    for (var part : List.<Part>of(image, shown)) {
      var message = new Message(Message.Role.USER, List.of(part), Extras.NONE);
      var prompt = Prompts.conversation("m", message);
      assertThat(new ImageHosts(anywhere).refusal(prompt).isEmpty()).isEqualTo(anywhere);
    }
  }
}
