package foundry.api.ingest;

import foundry.api.tables.enums.FailureCode;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the text of a file as a parser finds it and makes pages of it, within limits. Throws to
 * leave the parser where the file goes beyond a limit or nobody wants it any more.
 */
final class PageSink {
  private static final Logger LOG = LoggerFactory.getLogger(PageSink.class);

  private final List<Page> pages = new ArrayList<>();
  private final DoubleConsumer onProgress;
  private long characters;
  private volatile boolean stopped;
  private volatile @Nullable Closeable resource;

  /** {@code onProgress} is told from 0 to 1. */
  PageSink(DoubleConsumer onProgress) {
    this.onProgress = onProgress;
  }

  /** The parser's open file; closed from outside if the parser does not stop by itself. */
  void opened(Closeable file) {
    resource = file;
  }

  @Nullable Closeable resource() {
    return resource;
  }

  void stop() {
    stopped = true;
  }

  /** A progress that cannot be told, as the database is away, says nothing against the file. */
  void progress(int done, int total) {
    checkStopped();
    try {
      onProgress.accept(total == 0 ? 1 : (double) done / total);
    } catch (RuntimeException e) {
      LOG.warn("a progress is not told", e);
    }
  }

  /** The number of pages, as soon as it is known. */
  void expect(int count) {
    if (count > Limits.PAGES_MAX) throw tooMany(count + " pages");
  }

  /** A page that the file itself knows. */
  void page(String label, String text) {
    add(label, Normal.text(text));
  }

  /** Text that knows no pages: one page, or parts of readable length. */
  void parts(List<Block> blocks) {
    var parts = Parts.of(blocks);
    for (int i = 0; i < parts.size(); i++) {
      add(parts.size() == 1 ? "text" : "part " + (i + 1), parts.get(i));
    }
  }

  /** A named section that may be longer than a page: {@code sheet Prices, part 2}. */
  void section(String label, List<Block> blocks) {
    var parts = Parts.of(blocks);
    for (int i = 0; i < parts.size(); i++) {
      add(i == 0 ? label : "%s, part %d".formatted(label, i + 1), parts.get(i));
    }
  }

  /** Text that is still being gathered counts as well, so that no parser fills the memory. */
  void gathering(int moreCharacters) {
    checkStopped();
    characters += moreCharacters;
    if (characters > 2L * Limits.CHARACTERS_MAX) throw tooMany(characters + " characters");
  }

  private void add(String label, String text) {
    gathering(text.length());
    expect(pages.size() + 1);
    String line = Normal.line(label);
    String bounded = line.substring(0, Math.min(line.length(), Limits.LABEL_CHARACTERS_MAX));
    pages.add(new Page(pages.size() + 1, bounded, text));
  }

  Extracted result() {
    if (pages.stream().mapToLong(page -> page.text().length()).sum() > Limits.CHARACTERS_MAX) {
      return new Extracted.Failed(FailureCode.TOO_LARGE, "too much text");
    }
    boolean hasWords =
        pages.stream().anyMatch(p -> p.text().codePoints().anyMatch(Character::isLetterOrDigit));
    if (!hasWords) return new Extracted.Failed(FailureCode.NO_TEXT, "no letter, no digit");
    return new Extracted.Pages(List.copyOf(pages));
  }

  private void checkStopped() {
    if (stopped || Thread.currentThread().isInterrupted()) throw new CancellationException();
  }

  private static Unreadable tooMany(String what) {
    return new Unreadable(FailureCode.TOO_LARGE, what);
  }
}
