package foundry.ai;

import foundry.ai.provider.TextProvider;
import foundry.ai.provider.anthropic.Anthropic;
import foundry.ai.provider.bedrock.Bedrock;
import foundry.ai.provider.gemini.Gemini;
import foundry.ai.provider.openai.OpenAi;
import foundry.ai.provider.upstream.HttpTextProvider;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Every provider that is set up. A provider is one line here and one in {@link Settings}. */
final class AllProviders implements AutoCloseable {
  private final List<HttpTextProvider> overHttp = new ArrayList<>();
  private final String first;

  AllProviders(Vertx vertx, Settings settings, Clock clock) {
    this.first = settings.model().orElse("");
    settings.openAi().map(own -> OpenAi.provider(vertx, own, clock)).ifPresent(overHttp::add);
    settings.anthropic().map(own -> Anthropic.provider(vertx, own, clock)).ifPresent(overHttp::add);
    settings.gemini().map(own -> Gemini.provider(vertx, own, clock)).ifPresent(overHttp::add);
    settings.bedrock().map(own -> Bedrock.provider(vertx, own, clock)).ifPresent(overHttp::add);
  }

  /**
   * All that make answers. The first one answers where a call names no model: the one whose model
   * the settings name, or else any before the one that only quotes.
   */
  List<TextProvider> text(TextProvider local) {
    var all = new ArrayList<TextProvider>(overHttp);
    all.add(local);
    all.sort(Comparator.comparing(provider -> !first.startsWith(provider.name() + "/")));
    return all;
  }

  @Override
  public void close() {
    overHttp.forEach(HttpTextProvider::close);
  }
}
