package foundry.ai.embed;

import dev.langchain4j.data.segment.TextSegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds in this process on a bounded number of threads. Questions have their own threads, and the
 * threads that embed passages stand aside while a question is under way.
 */
public final class LocalEmbedder implements Embedder {
  private static final Logger LOG = LoggerFactory.getLogger(LocalEmbedder.class);

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /**
   * Native code that is still running when the process exits crashes it. Loading takes a second on
   * an idle machine.
   */
  private static final int END_SECONDS_MAX = 10;

  private final CompletableFuture<BgeSmall> model = new CompletableFuture<>();
  private volatile @Nullable WordPieceCounter counter;
  private final QuestionsFirst questionsFirst = new QuestionsFirst();
  private final ExecutorService questionThreads = threads("embed-question", Math.max(2, CORES));
  private final ExecutorService passageThreads = threads("embed-passage", Math.max(1, CORES / 2));

  private LocalEmbedder() {}

  /** Answers at once; the model is loaded in the background. */
  public static LocalEmbedder start(Path nativeFolder) {
    var embedder = new LocalEmbedder();
    embedder.passageThreads.execute(() -> embedder.load(nativeFolder));
    return embedder;
  }

  private static ExecutorService threads(String name, int count) {
    return Executors.newFixedThreadPool(
        count, Thread.ofPlatform().name(name + "-", 0).daemon().factory());
  }

  private void load(Path nativeFolder) {
    long start = System.nanoTime();
    try {
      NativeFolder.use(nativeFolder);
      var loaded = BgeSmall.load();
      embed(loaded, "The first call pays for lazy initialisation.");
      model.complete(loaded);
      LOG.info("embedding model ready after {} ms", (System.nanoTime() - start) / 1_000_000);
    } catch (Exception | LinkageError e) {
      LOG.error("the embedding model cannot be loaded", e);
      model.completeExceptionally(e);
    }
  }

  @Override
  public String id() {
    return BgeSmall.ID;
  }

  @Override
  public String version() {
    return BgeSmall.VERSION;
  }

  @Override
  public int dimensions() {
    return BgeSmall.DIMENSIONS;
  }

  @Override
  public boolean ready() {
    return model.isDone() && !model.isCompletedExceptionally();
  }

  @Override
  public int tokens(String text) {
    var loaded = counter;
    return (loaded == null ? loadCounter() : loaded).count(whole(text));
  }

  @Override
  public CompletableFuture<Embeddings> questions(List<String> texts) {
    return asked(texts, text -> BgeSmall.QUESTION_PREFIX + text);
  }

  @Override
  public CompletableFuture<Embeddings> sentences(List<String> texts) {
    return asked(texts, text -> text);
  }

  private CompletableFuture<Embeddings> asked(List<String> texts, UnaryOperator<String> mark) {
    return model.thenCompose(
        loaded ->
            joined(
                texts.stream()
                    .map(
                        text ->
                            CompletableFuture.supplyAsync(
                                () -> questionsFirst.ask(() -> embed(loaded, mark.apply(text))),
                                questionThreads))
                    .toList()));
  }

  @Override
  public CompletableFuture<Embeddings> passages(List<String> texts) {
    return model.thenCompose(
        loaded ->
            CompletableFuture.supplyAsync(
                () -> {
                  var parts = new ArrayList<Embeddings>(texts.size());
                  for (String text : texts) {
                    questionsFirst.standAside();
                    parts.add(embed(loaded, text));
                  }
                  return sum(parts);
                },
                passageThreads));
  }

  private static CompletableFuture<Embeddings> joined(List<CompletableFuture<Embeddings>> parts) {
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
        .thenApply(ignored -> sum(parts.stream().map(CompletableFuture::join).toList()));
  }

  private static Embeddings sum(List<Embeddings> parts) {
    return new Embeddings(
        parts.stream().flatMap(part -> part.vectors().stream()).toList(),
        parts.stream().mapToInt(Embeddings::inputTokens).sum());
  }

  private static Embeddings embed(BgeSmall model, String text) {
    var response = model.embedAll(List.of(TextSegment.from(readable(text))));
    var usage = response.tokenUsage();
    Integer tokens = usage == null ? null : usage.inputTokenCount();
    return new Embeddings(
        List.of(response.content().getFirst().vector()), tokens == null ? 0 : tokens);
  }

  /** The tokenizer refuses blank texts and halves of surrogate pairs. */
  private static String readable(String text) {
    String whole = whole(text);
    boolean empty = whole.chars().allMatch(c -> c <= ' ' || Character.isWhitespace(c));
    return empty ? "." : whole;
  }

  /** Waits for the model: only then is it settled where its native code lies. */
  private synchronized WordPieceCounter loadCounter() {
    var loaded = counter;
    if (loaded == null) {
      model.join();
      loaded = WordPieceCounter.load();
      counter = loaded;
    }
    return loaded;
  }

  private static String whole(String text) {
    return new String(
        text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        java.nio.charset.StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    questionThreads.shutdownNow();
    passageThreads.shutdownNow();
    try {
      boolean ended =
          questionThreads.awaitTermination(END_SECONDS_MAX, TimeUnit.SECONDS)
              && passageThreads.awaitTermination(END_SECONDS_MAX, TimeUnit.SECONDS);
      if (!ended) LOG.warn("the embedding model is still at work after {} s", END_SECONDS_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
