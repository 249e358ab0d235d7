package foundry.ai.retrieve;

import foundry.ai.Limits;
import foundry.ai.embed.Embedder;
import foundry.ai.embed.Embedder.Embeddings;
import foundry.ai.http.ErrorCode;
import foundry.ai.http.Refused;
import foundry.viewer.OrgId;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Makes a document's passages findable: cut, embed, write. All or nothing. */
public final class Indexing {
  /** Small, so that documents that are indexed at the same time take turns. */
  private static final int BATCH_PASSAGES = 8;

  /** Enough to keep every embedding thread busy with one document alone. */
  private static final int BATCHES_AHEAD = Math.max(2, Runtime.getRuntime().availableProcessors());

  enum Stage {
    CHUNK,
    EMBED,
    INDEX
  }

  interface Progress {
    void at(Stage stage, int done, int total);
  }

  /** How an indexing ended. */
  sealed interface Outcome {
    record Indexed(int passages) implements Outcome {}

    record Unchanged(int passages) implements Outcome {}

    /** The caller went away, or a newer call or a deletion took over; nothing was changed. */
    record Abandoned() implements Outcome {}
  }

  private final Indexes indexes;
  private final Embedder embedder;
  private final MeterRegistry metrics;

  public Indexing(Indexes indexes, Embedder embedder, MeterRegistry metrics) {
    this.indexes = indexes;
    this.embedder = embedder;
    this.metrics = metrics;
  }

  /** Blocks until the document is on disk. */
  Outcome index(OrgId org, DocumentKey key, Upload upload, boolean force, Work work, Progress at)
      throws IOException {
    String version = version(upload);
    if (!force) {
      var known = head(org, key).filter(head -> head.version().equals(version));
      if (known.isPresent()) return new Outcome.Unchanged(known.get().passages());
    }
    List<Passage> passages = passages(key, upload, work, at);
    List<float[]> vectors = vectors(passages, work, at);
    if (work.isAbandoned()) return new Outcome.Abandoned();
    at.at(Stage.INDEX, 0, passages.size());
    var document = new IndexedDocument(key, upload.title(), version, passages, vectors);
    boolean written = work.finish(() -> write(org, document));
    if (!written) return new Outcome.Abandoned();
    at.at(Stage.INDEX, passages.size(), passages.size());
    metrics.counter("foundry.ai.passages.indexed").increment(passages.size());
    return new Outcome.Indexed(passages.size());
  }

  /** The title is part of it: it is searched and shown like the text. */
  private String version(Upload upload) {
    return String.join(
        "\n", upload.contentHash(), Chunker.VERSION, embedder.version(), upload.title());
  }

  private Optional<OrgIndex.Head> head(OrgId org, DocumentKey key) throws IOException {
    var lease = indexes.leaseIfAny(org);
    if (lease.isEmpty()) return Optional.empty();
    try (var held = lease.get()) {
      return held.index().head(key);
    }
  }

  private void write(OrgId org, IndexedDocument document) throws IOException {
    try (var lease = indexes.lease(org)) {
      lease.index().replace(document);
    }
  }

  private static List<Passage> passages(DocumentKey key, Upload upload, Work work, Progress at) {
    var passages = new ArrayList<Passage>();
    List<Page> pages = upload.pages();
    for (int i = 0; i < pages.size() && !work.isAbandoned(); i++) {
      Page page = pages.get(i);
      for (Chunk chunk : Chunker.chunks(page.text())) {
        passages.add(passage(key, passages.size(), page, chunk));
      }
      if (passages.size() > Limits.DOCUMENT_PASSAGES_MAX) throw tooLarge();
      at.at(Stage.CHUNK, i + 1, pages.size());
    }
    return passages;
  }

  private static Passage passage(DocumentKey key, int ordinal, Page page, Chunk chunk) {
    return new Passage(
        key.document() + ":" + ordinal,
        page.number(),
        page.label(),
        chunk.start(),
        chunk.end(),
        chunk.of(page.text()));
  }

  private static Refused tooLarge() {
    return new Refused(
        ErrorCode.TOO_LARGE,
        "pages: more than %d passages of text (expected: a smaller document)"
            .formatted(Limits.DOCUMENT_PASSAGES_MAX));
  }

  private List<float[]> vectors(List<Passage> passages, Work work, Progress at) {
    var vectors = new ArrayList<float[]>(passages.size());
    var ahead = new ArrayDeque<CompletableFuture<Embeddings>>();
    int next = 0;
    at.at(Stage.EMBED, 0, passages.size());
    while (!work.isAbandoned() && (next < passages.size() || !ahead.isEmpty())) {
      while (next < passages.size() && ahead.size() < BATCHES_AHEAD) {
        int end = Math.min(passages.size(), next + BATCH_PASSAGES);
        var texts = passages.subList(next, end).stream().map(Passage::text).toList();
        ahead.add(embedder.passages(texts));
        next = end;
      }
      vectors.addAll(counted(ahead.remove().join()).vectors());
      at.at(Stage.EMBED, vectors.size(), passages.size());
    }
    return vectors;
  }

  private Embeddings counted(Embeddings embeddings) {
    metrics
        .counter("foundry.ai.tokens", "model", embedder.id(), "kind", "input")
        .increment(embeddings.inputTokens());
    return embeddings;
  }
}
