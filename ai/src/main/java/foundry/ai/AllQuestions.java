package foundry.ai;

import foundry.ai.generate.Models.Kind;
import foundry.ai.meter.Gate;
import foundry.ai.provider.EmbeddingProvider;
import foundry.ai.provider.ModerationProvider;
import foundry.ai.provider.OneQuestionProvider;
import foundry.ai.provider.RerankProvider;
import foundry.ai.provider.local.LocalEmbeddings;
import foundry.ai.provider.local.LocalModerator;
import foundry.ai.provider.local.LocalReranker;
import foundry.ai.question.Embeddings;
import foundry.ai.question.Moderations;
import foundry.ai.question.Questions;
import foundry.ai.question.Rankings;
import foundry.ai.route.Offers;
import foundry.ai.route.OnceMore;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

/** Whoever answers one question with one reply, and the ways to ask them. */
record AllQuestions(
    Offers<EmbeddingProvider> embedders,
    Offers<RerankProvider> rerankers,
    Offers<ModerationProvider> moderators,
    Embeddings embeddings,
    Rankings rankings,
    Moderations moderations) {
  static AllQuestions of(
      Ground ground, Search search, AllProviders all, Routing routing, Telemetry telemetry) {
    var vertx = ground.vertx();
    var workers = ground.workers();
    var embedder = search.embedder();
    Predicate<String> known = ground.catalogue()::hasModel;
    var embedders = new Offers<>(all.embedding(new LocalEmbeddings(vertx, embedder)), known);
    var rerankers = new Offers<>(all.rerank(new LocalReranker(vertx, workers, embedder)), known);
    var moderators = new Offers<>(all.moderation(new LocalModerator(vertx, workers)), known);
    var meter = telemetry.meter();
    var gate = new Gate(meter, ground.registry(), "questions");
    var onceMore = new OnceMore(vertx, routing.budget());
    var clock = ground.clock();
    var tracing = telemetry.tracing();
    return new AllQuestions(
        embedders,
        rerankers,
        moderators,
        new Embeddings(
            new Questions<>(gate, onceMore, embedders, meter, clock, tracing, "embeddings")),
        new Rankings(new Questions<>(gate, onceMore, rerankers, meter, clock, tracing, "rerank")),
        new Moderations(
            new Questions<>(gate, onceMore, moderators, meter, clock, tracing, "moderation")));
  }

  /** In the order in which they are listed. */
  Map<Kind, Offers<? extends OneQuestionProvider>> offers() {
    var offers = new EnumMap<Kind, Offers<? extends OneQuestionProvider>>(Kind.class);
    offers.put(Kind.EMBED, embedders);
    offers.put(Kind.RERANK, rerankers);
    offers.put(Kind.MODERATE, moderators);
    return offers;
  }
}
