package foundry.api.ingest;

import foundry.api.aiclient.AiClient;
import foundry.api.aiclient.AiFailure;
import foundry.api.aiclient.AiResult;
import foundry.api.aiclient.IndexedPage;
import foundry.api.ingest.Download.Announced;
import foundry.api.ingest.Download.Fetched;
import foundry.api.run.JobRun;
import foundry.api.run.JobWork.Ending;
import foundry.api.storage.ObjectKey;
import foundry.api.storage.ObjectStore;
import foundry.api.tables.enums.FailureCode;
import foundry.api.tables.tables.records.DocumentRecord;
import foundry.viewer.ProjectId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of an ingest. May be cut off at any point and run again from the start: pages are
 * replaced in one transaction, passages in one call, and the document is ready at the very end.
 */
public final class Ingest {
  /** Part of the content's mark: text that is extracted otherwise is to be indexed anew. */
  private static final String EXTRACTOR_VERSION = "1";

  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

  private final Download download;
  private final AiClient ai;
  private final Scratch scratch;

  public Ingest(ObjectStore store, AiClient ai, Scratch scratch) {
    this.download = new Download(store);
    this.ai = ai;
    this.scratch = scratch;
  }

  public Ending run(JobRun run) {
    var id = run.job().document();
    if (id.isEmpty()) return deleted(run);
    var rows = new IngestedDocument(run, id.get());
    var document = rows.begin();
    if (document.isEmpty()) {
      return run.stopped().isPresent() ? new Ending.Stopped() : deleted(run, id.get());
    }
    var progress = new Progress(run);
    return switch (pages(run, document.get(), progress)) {
      case Read.Pages(var pages) -> store(run, rows, document.get(), pages, progress);
      case Read.Ended(var ending) -> ending;
    };
  }

  private sealed interface Read {
    record Pages(List<Page> pages) implements Read {}

    record Ended(Ending ending) implements Read {}
  }

  private Read pages(JobRun run, DocumentRecord document, Progress progress) {
    @Nullable Path file = null;
    try {
      file = scratch.newFile();
      var key = new ObjectKey(run.job().org(), document.getId());
      var announced = new Announced(document.getSizeBytes(), document.getSha256());
      return switch (download.fetch(key, file, announced, run.cancellation())) {
        case Fetched.Complete() -> extract(run, file, document.getName(), progress);
        case Fetched.Failed(var code) -> new Read.Ended(new Ending.Failed(code));
        case Fetched.NotNow() -> new Read.Ended(new Ending.NotNow(FailureCode.SERVICE_UNAVAILABLE));
        case Fetched.Stopped() -> new Read.Ended(new Ending.Stopped());
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(file);
    }
  }

  private Read extract(JobRun run, Path file, String name, Progress progress) {
    var extraction = new Extraction(file, name, new PageSink(progress::extracted));
    progress.extracted(0);
    try {
      return switch (extraction.run(run.cancellation(), Limits.EXTRACTION_MAX)) {
        case Extracted.Pages(var pages) -> new Read.Pages(pages);
        case Extracted.Failed(var code, var reason) -> {
          LOG.info("document of job {} is {}: {}", run.job().id(), code, reason);
          boolean isOurFault = !Files.exists(file); // taken by whoever cleans up
          yield new Read.Ended(
              isOurFault ? new Ending.NotNow(FailureCode.INTERNAL) : new Ending.Failed(code));
        }
        case Extracted.Stopped() -> new Read.Ended(new Ending.Stopped());
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Read.Ended(new Ending.Stopped());
    }
  }

  private Ending store(
      JobRun run,
      IngestedDocument rows,
      DocumentRecord document,
      List<Page> pages,
      Progress progress) {
    UUID id = document.getId();
    if (!rows.replacePages(pages)) {
      return run.stopped().isPresent() ? new Ending.Stopped() : deleted(run, id);
    }
    var content =
        new AiClient.Content(
            document.getName(),
            document.getSha256() + "/" + EXTRACTOR_VERSION,
            pages.stream()
                .filter(page -> !page.text().isEmpty())
                .map(page -> new IndexedPage(page.number(), page.label(), page.text()))
                .toList());
    var job = run.job();
    var indexed =
        ai.index(run.caller(), job.project(), id, content, progress::indexed, run.cancellation());
    return switch (indexed) {
      case AiResult.Done<AiClient.Indexed>(var done) ->
          isOutOfFormerProjects(run, document)
              ? ready(run, rows, id, done.passages())
              : new Ending.NotNow(FailureCode.SERVICE_UNAVAILABLE);
      case AiResult.Failed<AiClient.Indexed>(var failure) ->
          run.stopped().isPresent() ? stopped(run, rows, id) : notIndexed(run, failure);
    };
  }

  /** What is left of a moved document in the index of the projects that it was in goes. */
  private boolean isOutOfFormerProjects(JobRun run, DocumentRecord document) {
    for (var former : document.getLeftProjectIds()) {
      if (run.stopped().isPresent()) return false;
      var project = new ProjectId(former);
      if (ai.delete(run.callerIn(project), project, document.getId()) instanceof AiResult.Failed) {
        return false;
      }
    }
    return true;
  }

  private Ending ready(JobRun run, IngestedDocument rows, UUID id, int passages) {
    return switch (rows.ready(passages)) {
      case READY -> new Ending.Written();
      case LOST -> stopped(run, rows, id);
      case DELETED -> deleted(run, id);
    };
  }

  /** What ai indexed after the document's removal would stay for ever. */
  private Ending stopped(JobRun run, IngestedDocument rows, UUID id) {
    return rows.isGone() ? deleted(run, id) : new Ending.Stopped();
  }

  private static Ending notIndexed(JobRun run, AiFailure failure) {
    LOG.warn("job {} is not indexed: {}", run.job().id(), failure.message());
    return switch (failure) {
      case AiFailure.Unavailable unavailable -> new Ending.NotNow(FailureCode.SERVICE_UNAVAILABLE);
      case AiFailure.TimedOut timedOut -> new Ending.NotNow(FailureCode.SERVICE_UNAVAILABLE);
      case AiFailure.Cancelled cancelled -> new Ending.NotNow(FailureCode.INTERNAL);
      case AiFailure.TooLarge tooLarge -> new Ending.Failed(FailureCode.TOO_LARGE);
      case AiFailure.Refused refused -> new Ending.Failed(FailureCode.INTERNAL);
    };
  }

  /** The document was deleted while it was ingested; what this run indexed of it goes too. */
  private Ending deleted(JobRun run, UUID document) {
    var removed = ai.delete(run.caller(), run.job().project(), document);
    return switch (removed) {
      case AiResult.Done<Integer> done -> deleted(run);
      case AiResult.Failed<Integer> failed -> new Ending.NotNow(FailureCode.SERVICE_UNAVAILABLE);
    };
  }

  private static Ending deleted(JobRun run) {
    run.cancel();
    return new Ending.Written();
  }

  private static void delete(@Nullable Path file) {
    if (file == null) return;
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("a temporary file stays behind: {}", file, e);
    }
  }
}
