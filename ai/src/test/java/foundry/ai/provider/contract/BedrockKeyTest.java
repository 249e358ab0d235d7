package foundry.ai.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BedrockKeyTest {
  @Test
  void an_api_key_stands_in_for_a_signature() {
    var vendor = new BedrockUnderTest(false);
    try (var server = new FakeProvider(vendor);
        var provider = vendor.start(Stage.VERTX, server.url(), Stage.PATIENT)) {
      var call = Stage.ask(provider, Stage.prompt(Stage.model("plain")), new Recorder());
      assertThat(call.finished().usage()).contains(vendor.usage());
    }
  }
}
