package foundry.ai.provider.contract;

import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.Message;
import foundry.ai.provider.Message.Role;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Sampling;
import foundry.ai.provider.TextProvider;
import foundry.ai.provider.TextProvider.Answering;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A provider and its vendor, ready to be asked. Made once for all tests. */
record Stage(ProviderUnderTest vendor, FakeProvider server, TextProvider provider) {
  static final Vertx VERTX = Vertx.vertx();
  static final Timeouts PATIENT = new Timeouts(20_000, 20_000, 20_000, 20_000);
  static final Timeouts IMPATIENT = new Timeouts(20_000, 200, 200, 200);

  /** What is asked. */
  static final String SAID = "top secret";

  /** Every provider: a new one is a line here. */
  private static final List<Stage> ALL =
      List.of(
          of(new OpenAiUnderTest()),
          of(new AnthropicUnderTest()),
          of(new GeminiUnderTest()),
          of(new BedrockUnderTest(true)),
          of(new ResponsesUnderTest()),
          of(new AzureUnderTest(true)),
          of(new AzureUnderTest(false)),
          of(new CompatibleUnderTest()),
          of(new MistralUnderTest()),
          of(new CohereUnderTest()));

  static List<Stage> all() {
    return ALL;
  }

  private static Stage of(ProviderUnderTest vendor) {
    var server = new FakeProvider(vendor);
    return new Stage(vendor, server, vendor.start(VERTX, server.url(), PATIENT));
  }

  @Override
  public String toString() {
    return vendor.toString();
  }

  /** A model of its own; with all that a path cannot hold as it is. */
  static String model(String behaviour) {
    return behaviour + "-" + UUID.randomUUID() + ":0/a b";
  }

  static Prompt prompt(String model) {
    return Prompt.of(model, List.of(Message.of(Role.USER, SAID)), Sampling.DEFAULT);
  }

  Call whole(String behaviour) {
    return ask(prompt(model(behaviour)));
  }

  Call streamed(String behaviour) {
    return ask(prompt(model(behaviour)).streamed(true));
  }

  Call ask(Prompt prompt) {
    return ask(prompt, new Recorder());
  }

  Call ask(Prompt prompt, Recorder heard) {
    return ask(provider, prompt, heard);
  }

  static Call ask(TextProvider provider, Prompt prompt, Recorder heard) {
    var answering = new CompletableFuture<Answering>();
    VERTX.runOnContext(ignored -> answering.complete(provider.answer(prompt, heard)));
    return new Call(heard, answering.join());
  }
}
