package foundry.ai;

import foundry.ai.provider.TextProvider;
import foundry.ai.provider.openai.OpenAi;
import foundry.ai.provider.upstream.HttpTextProvider;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Every provider that is set up. A provider is one line here and one in {@link Settings}. */
final class AllProviders implements AutoCloseable {
  private final List<HttpTextProvider> overHttp = new ArrayList<>();

  AllProviders(Vertx vertx, Settings settings, Clock clock) {
    settings.openAi().map(own -> OpenAi.provider(vertx, own, clock)).ifPresent(overHttp::add);
  }

  /**
   * All that make answers. The first one answers where a call names no model, so what quotes comes
   * last.
   */
  List<TextProvider> text(TextProvider local) {
    var all = new ArrayList<TextProvider>(overHttp);
    all.add(local);
    return all;
  }

  @Override
  public void close() {
    overHttp.forEach(HttpTextProvider::close);
  }
}
