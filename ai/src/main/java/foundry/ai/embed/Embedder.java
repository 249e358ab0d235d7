package foundry.ai.embed;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Turns texts into unit vectors, near each other where the texts mean the same. */
public interface Embedder extends AutoCloseable {
  /** Names the model for people. */
  String id();

  /** Changes whenever the vectors of the same text may change. */
  String version();

  int dimensions();

  /** Whether the model is loaded and warm; until then calls wait. */
  boolean ready();

  /** As the model counts, without what it puts around a text. Waits until the model is loaded. */
  int tokens(String text);

  /** For someone who waits: goes before all passages. */
  CompletableFuture<Embeddings> questions(List<String> texts);

  /** For someone who waits, without the marks of a question. */
  CompletableFuture<Embeddings> sentences(List<String> texts);

  /** For the index: in the background, in the order of arrival. */
  CompletableFuture<Embeddings> passages(List<String> texts);

  @Override
  void close();

  /**
   * @param vectors one for each text, in order
   */
  record Embeddings(List<float[]> vectors, int inputTokens) {}
}
