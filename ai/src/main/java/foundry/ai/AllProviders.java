package foundry.ai;

import foundry.ai.provider.EmbeddingProvider;
import foundry.ai.provider.ModerationProvider;
import foundry.ai.provider.RerankProvider;
import foundry.ai.provider.TextProvider;
import foundry.ai.provider.anthropic.Anthropic;
import foundry.ai.provider.azure.Azure;
import foundry.ai.provider.bedrock.Bedrock;
import foundry.ai.provider.cohere.Cohere;
import foundry.ai.provider.gemini.Gemini;
import foundry.ai.provider.mistral.Mistral;
import foundry.ai.provider.openai.OpenAi;
import foundry.ai.provider.upstream.HttpEmbeddings;
import foundry.ai.provider.upstream.HttpModerator;
import foundry.ai.provider.upstream.HttpReranker;
import foundry.ai.provider.upstream.HttpTextProvider;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Every provider that is set up. A provider is one line here and one in {@link Settings}. */
final class AllProviders implements AutoCloseable {
  private final List<HttpTextProvider> overHttp = new ArrayList<>();
  private final List<HttpEmbeddings> embedders = new ArrayList<>();
  private final List<HttpReranker> rerankers = new ArrayList<>();
  private final List<HttpModerator> moderators = new ArrayList<>();
  private final String first;

  AllProviders(Vertx vertx, Settings settings, Clock clock) {
    this.first = settings.model().orElse("");
    var api = settings.openAiApi();
    settings.openAi().map(own -> OpenAi.provider(vertx, own, api, clock)).ifPresent(overHttp::add);
    settings.anthropic().map(own -> Anthropic.provider(vertx, own, clock)).ifPresent(overHttp::add);
    settings.gemini().map(own -> Gemini.provider(vertx, own, clock)).ifPresent(overHttp::add);
    settings.bedrock().map(own -> Bedrock.provider(vertx, own, clock)).ifPresent(overHttp::add);
    settings.azure().map(own -> Azure.provider(vertx, own, clock)).ifPresent(overHttp::add);
    settings.mistral().map(own -> Mistral.provider(vertx, own, clock)).ifPresent(overHttp::add);
    settings.cohere().map(own -> Cohere.provider(vertx, own, clock)).ifPresent(overHttp::add);
    settings
        .compatible()
        .byName()
        .forEach((name, own) -> overHttp.add(OpenAi.compatible(vertx, name, own, clock)));
    questions(vertx, settings, clock);
  }

  private void questions(Vertx vertx, Settings settings, Clock clock) {
    settings.openAi().map(own -> OpenAi.embeddings(vertx, own, clock)).ifPresent(embedders::add);
    settings
        .gemini()
        .flatMap(own -> Gemini.embeddings(vertx, own, clock))
        .ifPresent(embedders::add);
    settings.bedrock().map(own -> Bedrock.embeddings(vertx, own, clock)).ifPresent(embedders::add);
    settings.azure().map(own -> Azure.embeddings(vertx, own, clock)).ifPresent(embedders::add);
    settings.mistral().map(own -> Mistral.embeddings(vertx, own, clock)).ifPresent(embedders::add);
    settings.cohere().map(own -> Cohere.embeddings(vertx, own, clock)).ifPresent(embedders::add);
    settings
        .compatible()
        .byName()
        .forEach((name, own) -> embedders.add(OpenAi.embeddings(vertx, name, own, clock)));
    settings.cohere().map(own -> Cohere.reranker(vertx, own, clock)).ifPresent(rerankers::add);
    settings.openAi().map(own -> OpenAi.moderator(vertx, own, clock)).ifPresent(moderators::add);
    settings.mistral().map(own -> Mistral.moderator(vertx, own, clock)).ifPresent(moderators::add);
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

  /**
   * All that make vectors. The local one answers where a call names no model: vectors of different
   * models do not compare, so a key that is added must not change what a call gets.
   */
  List<EmbeddingProvider> embedding(EmbeddingProvider local) {
    var all = new ArrayList<EmbeddingProvider>(List.of(local));
    all.addAll(embedders);
    return all;
  }

  /** All that order texts; the local one answers where a call names no model. */
  List<RerankProvider> rerank(RerankProvider local) {
    var all = new ArrayList<RerankProvider>(List.of(local));
    all.addAll(rerankers);
    return all;
  }

  /** All that judge texts; where a call names no model, no text leaves the house. */
  List<ModerationProvider> moderation(ModerationProvider local) {
    var all = new ArrayList<ModerationProvider>(List.of(local));
    all.addAll(moderators);
    return all;
  }

  @Override
  public void close() {
    overHttp.forEach(HttpTextProvider::close);
    embedders.forEach(HttpEmbeddings::close);
    rerankers.forEach(HttpReranker::close);
    moderators.forEach(HttpModerator::close);
  }
}
