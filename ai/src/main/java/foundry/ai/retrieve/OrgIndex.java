package foundry.ai.retrieve;

import foundry.ai.text.Terms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * The passages of one organization. What {@link #replace} and {@link #delete} did is on disk and
 * seen by every search that starts after they answered. Safe for many threads.
 */
final class OrgIndex implements AutoCloseable {
  /** Held in memory before a segment is written; one document rarely needs more. */
  private static final double BUFFER_MEGABYTES = 32;

  /** What is known about an indexed document as a whole. */
  record Head(String version, int passages) {}

  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;

  private OrgIndex(Directory directory, IndexWriter writer, SearcherManager searchers) {
    this.directory = directory;
    this.writer = writer;
    this.searchers = searchers;
  }

  static OrgIndex open(Path folder) throws IOException {
    Directory directory = FSDirectory.open(folder);
    IndexWriter writer = null;
    try {
      writer = new IndexWriter(directory, config());
      return new OrgIndex(directory, writer, new SearcherManager(writer, null));
    } catch (IOException | RuntimeException e) {
      if (writer != null) writer.rollback();
      directory.close();
      throw e;
    }
  }

  private static IndexWriterConfig config() {
    return new IndexWriterConfig(Terms.ANALYZER)
        .setRAMBufferSizeMB(BUFFER_MEGABYTES)
        .setCommitOnClose(false);
  }

  /** False once writing failed for good, such as on a full disk; a new one may work again. */
  boolean isOpen() {
    return writer.isOpen();
  }

  Optional<Head> head(DocumentKey key) throws IOException {
    return search(
        searcher -> {
          var hits = searcher.search(new TermQuery(new Term(Records.HEAD, key.value())), 1);
          if (hits.scoreDocs.length == 0) return Optional.empty();
          Document record = searcher.storedFields().document(hits.scoreDocs[0].doc);
          return Optional.of(
              new Head(record.get(Records.VERSION), Records.number(record, Records.PASSAGES)));
        });
  }

  synchronized void replace(IndexedDocument document) throws IOException {
    writer.updateDocuments(new Term(Records.KEY, document.key().value()), Records.of(document));
    commit();
  }

  /** How many passages are gone. */
  synchronized int delete(DocumentKey key) throws IOException {
    int passages = head(key).map(Head::passages).orElse(0);
    writer.deleteDocuments(new Term(Records.KEY, key.value()));
    commit();
    return passages;
  }

  private void commit() throws IOException {
    writer.commit();
    searchers.maybeRefreshBlocking();
  }

  List<Found> find(Query query, float[] vector) throws IOException {
    return search(searcher -> HybridSearch.find(searcher, query, vector));
  }

  private interface Searching<T> {
    T in(IndexSearcher searcher) throws IOException;
  }

  private <T> T search(Searching<T> searching) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      return searching.in(searcher);
    } finally {
      searchers.release(searcher);
    }
  }

  /** Drops what was not committed; waits for nothing but a merge that is being written. */
  @Override
  public void close() throws IOException {
    try (directory) {
      searchers.close();
      writer.rollback();
    }
  }
}
