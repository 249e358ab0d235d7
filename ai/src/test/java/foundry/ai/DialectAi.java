package foundry.ai;

import foundry.viewer.OrgId;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/**
 * One service for all tests of the dialects, with a provider that behaves as its model is named.
 */
final class DialectAi {
  static final FakeOpenAi PROVIDER = new FakeOpenAi();

  private static final RunningAi AI =
      RunningAi.start(
          RunningAi.folder(),
          Map.of("OPENAI_BASE_URL", PROVIDER.url(), "OPENAI_API_KEY", "sk-of-the-test"));

  private DialectAi() {}

  static int port() {
    return AI.port();
  }

  static String url() {
    return "http://127.0.0.1:" + AI.port();
  }

  static Client client() {
    return AI.someone();
  }

  static Client client(OrgId org) {
    return AI.client(org);
  }

  static String token() {
    return RunningAi.token(new OrgId(UUID.randomUUID()), Clock.systemUTC(), RunningAi.SECRET);
  }

  /** The provider's own name of a model that behaves so and that no other test asks. */
  static String model(String behaviour) {
    return behaviour + "-" + UUID.randomUUID();
  }
}
