package foundry.api.worker;

import static foundry.api.tables.Tables.DOCUMENT;
import static foundry.api.worker.World.isQueued;
import static foundry.api.worker.World.until;
import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.aiclient.FakeAi.Mood;
import foundry.api.database.Channel;
import foundry.api.storage.ObjectKey;
import foundry.api.tables.enums.DocumentStatus;
import foundry.api.tables.enums.FailureCode;
import foundry.api.tables.enums.JobStatus;
import foundry.api.tables.tables.records.DocumentPageRecord;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class IngestTest {
  private World world;
  private Worker worker;

  @BeforeEach
  void start() throws Exception {
    world = new World();
    worker = world.worker("w");
  }

  @AfterEach
  void stop() throws Exception {
    worker.close();
    world.close();
  }

  private UUID ingested(String name, byte[] bytes) throws Exception {
    var document = world.upload(name, bytes);
    var job = world.ended(world.ingest(document));
    assertThat(job.getStatus()).as("%s", job.getFailureCode()).isEqualTo(JobStatus.SUCCEEDED);
    return document;
  }

  private List<String> labels(UUID document) {
    return world.pages(document).stream().map(DocumentPageRecord::getLabel).toList();
  }

  private String text(UUID document) {
    return world.pages(document).getFirst().getText();
  }

  private FailureCode refused(String name, byte[] bytes) throws Exception {
    return refused(world.upload(name, bytes));
  }

  private FailureCode refused(UUID document) {
    var job = world.ended(world.ingest(document));
    assertThat(job.getStatus()).isEqualTo(JobStatus.FAILED);
    assertThat(world.document(document).getStatus()).isEqualTo(DocumentStatus.FAILED);
    assertThat(world.document(document).getFailureCode()).isEqualTo(job.getFailureCode());
    assertThat(world.audited(job.getId())).containsExactly("job.fail");
    return job.getFailureCode();
  }

  @Test
  void a_pdf_becomes_one_page_per_page() throws Exception {
    var document = ingested("a.pdf", Samples.pdf(3));
    assertThat(labels(document)).containsExactly("p. 1", "p. 2", "p. 3");
    assertThat(text(document)).isEqualTo("Page 1 says: the warranty lasts 25 months.");
    assertThat(world.document(document).getStatus()).isEqualTo(DocumentStatus.READY);
    assertThat(world.document(document).getPageCount()).isEqualTo(3);
    assertThat(world.document(document).getPassageCount()).isEqualTo(3);
    assertThat(world.audited(document)).containsExactly("document.ingest");
    assertThat(world.ai.collection(world.project)).containsOnlyKeys(document);
  }

  @Test
  void office_files_become_parts_slides_and_sheets() throws Exception {
    var docx = ingested("a.docx", Samples.docx());
    assertThat(labels(docx)).containsExactly("text");
    assertThat(text(docx)).isEqualTo("Warranty\n\nIt lasts 24 months.\n\nPart | Pump");
    var pptx = ingested("a.pptx", Samples.pptx());
    assertThat(labels(pptx)).containsExactly("slide 1", "slide 2", "slide 3");
    assertThat(text(pptx)).isEqualTo("Slide 1 about pumps");
    var xlsx = ingested("a.xlsx", Samples.xlsx());
    assertThat(labels(xlsx)).containsExactly("sheet Prices", "sheet Stock");
    assertThat(text(xlsx)).isEqualTo("Pump | 12.5");
  }

  @Test
  void web_pages_and_texts_are_read_in_their_character_set() throws Exception {
    var html =
        "<html><head><title>T</title><script>no()</script></head><body><h1>Oil</h1><p>Every "
            + "<b>year</b>.</p><ul><li>one</li></ul><table><tr><td>a<td>b</table></body></html>";
    assertThat(text(ingested("a.html", Samples.text(html, StandardCharsets.UTF_8))))
        .isEqualTo("T\n\nOil\n\nEvery year.\n\n- one\n\na | b");
    assertThat(text(ingested("a.md", Samples.text("# Ö\n\nÄ  b\n", StandardCharsets.UTF_8))))
        .isEqualTo("# Ö\n\nÄ b");
    var latin = "Prüfung für die Straße, größer und schöner über alle Maßen; Öl wäre gut.";
    assertThat(text(ingested("a.txt", Samples.text(latin, Charset.forName("windows-1252")))))
        .isEqualTo(latin);
    assertThat(text(ingested("b.txt", Samples.text("\ufeffOil 16", StandardCharsets.UTF_16LE))))
        .isEqualTo("Oil 16");
    assertThat(text(ingested("a.csv", Samples.text("a,b\r\n1,2\r\n", StandardCharsets.UTF_8))))
        .isEqualTo("a,b\n1,2");
  }

  @Test
  void a_long_text_becomes_parts_of_readable_length() throws Exception {
    var document = ingested("a.txt", Samples.longText());
    assertThat(labels(document)).startsWith("part 1", "part 2").hasSizeBetween(3, 5);
    assertThat(world.pages(document)).allMatch(page -> page.getText().length() <= 6_000);
  }

  @Test
  void a_hundred_pages_are_ingested_with_progress_that_never_goes_back() throws Exception {
    var seen = new ArrayList<Integer>();
    var document = world.upload("a.pdf", Samples.pdf(100));
    UUID id;
    try (var listening =
        world.notifications.subscribe(
            Channel.JOB,
            payload -> {
              if (!payload.isEmpty())
                seen.add(world.job(UUID.fromString(payload.split(" ", -1)[2])).getPercent());
            })) {
      assertThat(listening).isNotNull();
      id = world.ingest(document);
      assertThat(world.ended(id).getStatus()).isEqualTo(JobStatus.SUCCEEDED);
      until(() -> seen.contains(100));
    }
    assertThat(world.pages(document)).hasSize(100);
    assertThat(seen).isSorted();
    assertThat(world.job(id).getSecondsLeft()).isNull();
    assertThat(world.audited(id)).containsExactly("job.succeed");
  }

  @Test
  void what_cannot_be_read_is_refused_with_its_reason() throws Exception {
    assertThat(refused("a.pdf", Samples.encryptedPdf())).isEqualTo(FailureCode.ENCRYPTED);
    assertThat(refused("b.pdf", Samples.pdfWithoutText())).isEqualTo(FailureCode.NO_TEXT);
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13};
    assertThat(refused("c.pdf", png)).isEqualTo(FailureCode.UNSUPPORTED_TYPE);
    assertThat(refused("d.pdf", Samples.text("just text", StandardCharsets.UTF_8)))
        .isEqualTo(FailureCode.UNSUPPORTED_TYPE);
    var half = Arrays.copyOf(Samples.docx(), 1_000);
    assertThat(refused("e.docx", half)).isEqualTo(FailureCode.CORRUPT);
    var broken = Samples.text("%PDF-1.7\nnothing of a PDF", StandardCharsets.UTF_8);
    assertThat(refused("f.pdf", broken)).isEqualTo(FailureCode.CORRUPT);
    assertThat(refused("g.txt", Samples.text(" \n\t \n", StandardCharsets.UTF_8)))
        .isEqualTo(FailureCode.NO_TEXT);
  }

  @Test
  void bombs_are_refused_before_they_go_off() throws Exception {
    assertThat(refused("a.docx", Samples.zipBomb())).isEqualTo(FailureCode.TOO_LARGE);
    assertThat(refused("b.docx", Samples.entityBomb())).isEqualTo(FailureCode.CORRUPT);
    var deep = Samples.text("<div>".repeat(200_000) + "oil", StandardCharsets.UTF_8);
    assertThat(text(ingested("c.html", deep))).isEqualTo("oil");
  }

  @Test
  void other_bytes_than_announced_are_refused() throws Exception {
    var bytes = Samples.text("these bytes", StandardCharsets.UTF_8);
    var other = world.document("a.txt", bytes.length, "0".repeat(64));
    world.put(other, bytes);
    assertThat(refused(other)).isEqualTo(FailureCode.CHECKSUM_MISMATCH);
    var empty = world.document("b.txt", 5, "1".repeat(64));
    world.put(empty, new byte[0]);
    assertThat(refused(empty)).isEqualTo(FailureCode.EMPTY);
  }

  @Test
  void ingesting_twice_leaves_one_set_of_pages() throws Exception {
    var document = ingested("a.pdf", Samples.pdf(2));
    assertThat(world.ended(world.ingest(document)).getStatus()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(world.pages(document)).hasSize(2);
    assertThat(world.ai.collection(world.project)).hasSize(1);
  }

  @Test
  void a_cancelled_ingest_stops_ai_at_once_and_can_be_asked_for_again() throws Exception {
    world.ai.indexing = Mood.HANGS_AFTER_START;
    var document = world.upload("a.pdf", Samples.pdf(2));
    var job = world.ingest(document);
    until(() -> world.ai.started.get() == 1);
    long cancelNanos = System.nanoTime();
    world.cancel(job);
    until(() -> world.ai.aborted.get() == 1);
    assertThat(Duration.ofNanos(world.ai.lastAbortNanos - cancelNanos))
        .isLessThan(Duration.ofMillis(500));
    world.ai.indexing = Mood.NORMAL;
    world.retry(Worker.INGEST, job);
    assertThat(world.ended(job).getStatus()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(world.document(document).getStatus()).isEqualTo(DocumentStatus.READY);
  }

  @Test
  void the_document_of_a_cancelled_ingest_does_not_seem_under_way() throws Exception {
    world.ai.indexing = Mood.HANGS_AFTER_START;
    var document = world.upload("a.pdf", Samples.pdf(2));
    var job = world.ingest(document);
    until(() -> world.ai.started.get() == 1);
    world.cancel(job);
    until(() -> world.document(document).getStatus() == DocumentStatus.FAILED);
    assertThat(world.job(job).getStatus()).isEqualTo(JobStatus.CANCELLED);
  }

  @Test
  void an_ingest_waits_for_ai_to_come_back() throws Exception {
    world.ai.down();
    var document = world.upload("a.pdf", Samples.pdf(1));
    var job = world.ingest(document);
    until(() -> world.job(job).getAttempt() > 1);
    world.ai.up();
    assertThat(world.ended(job).getStatus()).isEqualTo(JobStatus.SUCCEEDED);
  }

  @Test
  void an_ingest_ends_when_ai_does_not_come_back() throws Exception {
    world.ai.indexing = Mood.IS_BUSY;
    assertThat(refused("a.pdf", Samples.pdf(1))).isEqualTo(FailureCode.SERVICE_UNAVAILABLE);
    assertThat(world.ai.started.get()).isEqualTo(4);
  }

  @Test
  void a_document_deleted_meanwhile_leaves_nothing_behind() throws Exception {
    world.ai.indexing = Mood.HANGS_AFTER_START;
    var document = world.upload("a.pdf", Samples.pdf(2));
    var job = world.ingest(document);
    until(() -> world.ai.started.get() == 1);
    world.ai.collection(world.project).put(document, foundry.http.Json.tree("{}"));
    world.write(
        writes -> {
          writes.delete(DOCUMENT).and(DOCUMENT.ID.eq(document)).execute();
          writes.enqueue(Worker.REMOVE, document, world.org);
          return true;
        });
    world.cancel(job);
    until(() -> world.ai.collection(world.project).isEmpty());
    until(() -> world.objects.head(new ObjectKey(world.org, document)).isEmpty());
    until(() -> !isQueued(document) && !isQueued(job));
    assertThat(world.pages(document)).isEmpty();
  }

  @Test
  void what_a_killed_worker_was_ingesting_goes_on_with_its_successor() throws Exception {
    world.ai.indexing = Mood.HANGS_AFTER_START;
    var document = world.upload("a.pdf", Samples.pdf(2));
    var job = world.ingest(document);
    until(() -> world.ai.started.get() == 1);
    world.ai.indexing = Mood.NORMAL;
    try (var successor = world.worker("w")) {
      assertThat(successor).isNotNull();
      var ended = world.ended(job);
      assertThat(ended.getStatus()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(ended.getAttempt()).isEqualTo(2);
      until(() -> world.ai.aborted.get() == 1);
    }
    assertThat(world.audited(document)).containsExactly("document.ingest");
    assertThat(world.pages(document)).hasSize(2);
  }

  @Test
  void a_closing_worker_hands_its_ingest_back() throws Exception {
    world.ai.indexing = Mood.HANGS_AFTER_START;
    var job = world.ingest(world.upload("a.pdf", Samples.pdf(2)));
    until(() -> world.ai.started.get() == 1);
    worker.close();
    assertThat(world.job(job).getStatus()).isEqualTo(JobStatus.QUEUED);
    world.ai.indexing = Mood.NORMAL;
    worker = world.worker("another");
    assertThat(world.ended(job).getStatus()).isEqualTo(JobStatus.SUCCEEDED);
  }

  @Test
  void ingests_never_delay_an_answer() throws Exception {
    world.ai.indexing = Mood.HANGS_AFTER_START;
    for (int n : Collections.nCopies(6, 0)) {
      world.ingest(
          world.upload("a.txt", Samples.text("a" + UUID.randomUUID() + n, StandardCharsets.UTF_8)));
    }
    until(() -> world.ai.started.get() == 2);
    assertThat(world.ended(world.ask("Well?")).getStatus()).isEqualTo(JobStatus.SUCCEEDED);
  }
}
