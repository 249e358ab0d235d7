package foundry.ai;

import foundry.ai.embed.LocalEmbedder;
import foundry.ai.retrieve.Indexes;
import foundry.ai.retrieve.Indexing;
import foundry.ai.retrieve.WorkUnderWay;
import foundry.http.RunningService;

/** Documents, and the model by which they are found. */
record Search(Indexes indexes, LocalEmbedder embedder, Indexing indexing, WorkUnderWay underWay) {
  private static final long IDLE_CHECK_MILLIS = 60_000;

  /** The embedding model may still be loading. */
  static Search open(Ground ground, RunningService.Parts parts) {
    var folder = ground.settings().indexPath();
    var indexes = parts.add(new Indexes(folder));
    var embedder = parts.add(LocalEmbedder.start(folder.resolve("native")));
    var vertx = ground.vertx();
    Runnable closeIdle = () -> ground.workers().execute(indexes::closeIdle);
    long idleCheck = vertx.setPeriodic(IDLE_CHECK_MILLIS, ignored -> closeIdle.run());
    parts.add(() -> vertx.cancelTimer(idleCheck));
    var indexing = new Indexing(indexes, embedder, ground.registry());
    return new Search(indexes, embedder, indexing, new WorkUnderWay());
  }
}
