package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Who is asked for a model of which name, the same for answers and for questions. */
final class ModelNamesTest {
  private static final FakeOpenAi OPENAI = new FakeOpenAi();
  private static final FakeOpenAi MINE = new FakeOpenAi();

  /** Its first provider passes on models of others. */
  private static final RunningAi PASSING =
      RunningAi.start(
          RunningAi.folder(),
          Map.of(
              "OPENAI_BASE_URL",
              OPENAI.url(),
              "FOUNDRY_MODEL",
              "mine/normal",
              "FOUNDRY_COMPATIBLE_SERVERS",
              "mine=" + MINE.url()));

  /** Its first provider has models of its own alone. */
  private static final RunningAi OWN =
      RunningAi.start(
          RunningAi.folder(),
          Map.of(
              "MISTRAL_BASE_URL",
              MINE.url(),
              "MISTRAL_API_KEY",
              "key-of-the-test",
              "FOUNDRY_MODEL",
              "mistral/normal"));

  @AfterAll
  static void close() {
    PASSING.close();
    OWN.close();
    OPENAI.close();
    MINE.close();
  }

  private static Client.Reply chat(RunningAi ai, String model) {
    String body = "{\"model\":\"%s\",\"prompt\":\"x\"}".formatted(model);
    return ai.someone().post("/v1/generate", body);
  }

  private static Client.Reply embed(RunningAi ai, String model) {
    String body = "{\"model\":\"%s\",\"input\":\"x\"}".formatted(model);
    return ai.someone().post("/v1/embed", body);
  }

  @Test
  void a_bare_name_is_asked_of_the_first_provider() {
    assertThat(chat(PASSING, "normal-bare").body().path("provider").stringValue())
        .isEqualTo("mine");
    assertThat(MINE.calls("normal-bare")).isEqualTo(1);
    assertThat(embed(PASSING, "vectors-bare").body().path("model").stringValue())
        .isEqualTo("openai/vectors-bare");
    assertThat(OPENAI.calls("vectors-bare")).isEqualTo(1);
  }

  @Test
  void a_bare_name_that_the_catalogue_knows_is_asked_of_whose_it_is() {
    OPENAI.behaves("gpt-4.1-mini", "normal");
    assertThat(chat(PASSING, "gpt-4.1-mini").body().path("provider").stringValue())
        .isEqualTo("openai");
    assertThat(OPENAI.calls("gpt-4.1-mini")).isEqualTo(1);
  }

  @Test
  void a_name_with_a_slash_is_asked_of_a_server_that_passes_on_and_of_no_other() {
    MINE.behaves("maker/normal-passed", "normal");
    assertThat(chat(PASSING, "maker/normal-passed").body().path("provider").stringValue())
        .isEqualTo("mine");
    assertThat(embed(PASSING, "maker/vectors").body().path("model").stringValue())
        .isEqualTo("openai/maker/vectors");
    for (var reply :
        new Client.Reply[] {chat(OWN, "maker/normal-passed"), embed(OWN, "maker/vectors")}) {
      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.code()).isEqualTo("UNKNOWN_MODEL");
    }
    assertThat(MINE.calls("maker/vectors")).isZero();
  }

  @Test
  void an_unknown_name_is_told_with_near_ones() {
    assertThat(chat(OWN, "mistal/normal").message())
        .isEqualTo("model: unknown (expected: one of /v1/models, such as mistral/normal)");
    assertThat(embed(OWN, "mistal/mistral-embed").message()).contains("mistral/mistral-embed");
  }

  @Test
  void a_vendor_that_is_not_set_up_is_named_and_nobody_else_asked() {
    for (var reply :
        new Client.Reply[] {
          chat(PASSING, "cohere/command-a"), embed(PASSING, "cohere/embed-v4.0")
        }) {
      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.message()).startsWith("model: cohere is not set up here");
    }
  }
}
