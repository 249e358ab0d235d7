package foundry.api.ingest;

import foundry.api.aiclient.Cancellation;
import foundry.api.tables.enums.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one file on a thread of its own, which can be told to stop, interrupted, and as a last
 * resort left behind with its file closed under it.
 */
final class Extraction {
  private static final Logger LOG = LoggerFactory.getLogger(Extraction.class);

  private static final Semaphore TREES = new Semaphore(Limits.TREES_MAX, true);

  private final Path file;
  private final String name;
  private final PageSink sink;
  private final AtomicReference<Extracted> result = new AtomicReference<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private final AtomicBoolean holdsTree = new AtomicBoolean();

  Extraction(Path file, String name, PageSink sink) {
    this.file = file;
    this.name = name;
    this.sink = sink;
  }

  /**
   * {@link FailureCode#TIMED_OUT} after {@code max}, in which waiting for others is not counted.
   */
  Extracted run(Cancellation cancellation, Duration max) throws InterruptedException {
    var thread = new Thread(null, this::read, "extract", Limits.STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    boolean inTime;
    try (var _ = cancellation.onCancel(() -> stop(thread))) {
      begun.await();
      inTime = done.await(max.toMillis(), TimeUnit.MILLISECONDS);
    }
    if (!inTime) {
      stop(thread);
      return new Extracted.Failed(FailureCode.TIMED_OUT, "not read within " + max);
    }
    return cancellation.isCancelled() ? new Extracted.Stopped() : result.get();
  }

  /** The reading thread stops at its next page; if it does not, its file is closed. */
  private void stop(Thread thread) {
    sink.stop();
    thread.interrupt();
    Thread.ofVirtual().name("extract-stop").start(() -> insist(thread));
    begun.countDown();
    done.countDown();
  }

  private void insist(Thread thread) {
    try {
      if (thread.join(Limits.STOP_MAX)) return;
      LOG.warn("a parser does not stop; closing its file");
      var resource = sink.resource();
      if (resource != null) resource.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.debug("the parser's file was closed already", e);
    } finally {
      releaseTree(); // whoever waits must not wait for a parser that was left behind
    }
  }

  private void read() {
    try {
      result.set(extract());
    } catch (Unreadable e) {
      result.set(new Extracted.Failed(e.code(), String.valueOf(e.getMessage())));
    } catch (CancellationException | InterruptedException e) {
      result.set(new Extracted.Stopped());
    } catch (OutOfMemoryError e) {
      result.set(new Extracted.Failed(FailureCode.TOO_LARGE, "needs too much memory"));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      result.set(new Extracted.Failed(FailureCode.CORRUPT, where(e)));
    } finally {
      begun.countDown();
      done.countDown();
    }
  }

  /** Without the message, which may quote the file. */
  private static String where(Throwable failure) {
    var frames = failure.getStackTrace();
    String name = failure.getClass().getName();
    return frames.length == 0 ? name : name + " at " + frames[0];
  }

  private Extracted extract() throws IOException, InterruptedException {
    var type = FileType.of(file, name);
    boolean isTree = type == FileType.WORD || type == FileType.SLIDES || type == FileType.HTML;
    if (isTree) acquireTree();
    begun.countDown();
    try {
      check(type);
      type.extractor().extract(file, sink);
    } finally {
      releaseTree();
    }
    return sink.result();
  }

  private void acquireTree() throws InterruptedException {
    TREES.acquire();
    holdsTree.set(true);
  }

  private void releaseTree() {
    if (holdsTree.compareAndSet(true, false)) TREES.release();
  }

  private void check(FileType type) throws IOException {
    switch (type) {
      case WORD, SLIDES, SHEETS -> ZipCheck.check(file);
      case HTML -> checkSize(Limits.HTML_BYTES_MAX);
      case PDF, ROWS, TEXT -> {}
    }
  }

  private void checkSize(long bytesMax) throws IOException {
    if (Files.size(file) <= bytesMax) return;
    throw new Unreadable(FailureCode.TOO_LARGE, "more than %d bytes".formatted(bytesMax));
  }
}
