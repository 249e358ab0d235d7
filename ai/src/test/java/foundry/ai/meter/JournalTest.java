package foundry.ai.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.ai.catalogue.Catalogue;
import foundry.ai.meter.UsageRecord.End;
import foundry.ai.provider.Outcome.Usage;
import foundry.viewer.Caller;
import foundry.viewer.KeyId;
import foundry.viewer.OrgId;
import foundry.viewer.ProjectId;
import foundry.viewer.UserId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written down is there again, whatever happened to the file's tail. */
final class JournalTest {
  @TempDir private Path folder;

  private static Entry entry(String id, Optional<Cost> cost) {
    var caller =
        new Caller(
            new OrgId(UUID.randomUUID()),
            new UserId(UUID.randomUUID()),
            Optional.of(new ProjectId(UUID.randomUUID())),
            "req_12345678",
            cost.map(any -> new KeyId(UUID.randomUUID())));
    var usage =
        new UsageRecord(
            id,
            Instant.parse("2026-11-22T12:00:00.123Z"),
            caller,
            "chat",
            cost.map(any -> "gr\u00fc\u00df"),
            "openai",
            "openai/gpt-4.1-mini",
            new Usage(1_000, 200, 400, 0, 50),
            true,
            List.of(),
            End.CLIENT_GONE,
            123_456,
            cost.map(any -> 7L),
            2,
            true);
    return new Entry(usage, cost);
  }

  private static Entry entry(String id) {
    return entry(id, Optional.empty());
  }

  private static List<Entry> all(Journal journal) {
    var all = new ArrayList<Entry>();
    for (var batch = journal.next(7); !batch.entries().isEmpty(); batch = journal.next(7)) {
      all.addAll(batch.entries());
      journal.done(batch);
    }
    return all;
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".usage")).sorted().toList();
    }
  }

  @Test
  void an_entry_comes_back_as_it_was() throws Exception {
    var known = entry("a", Optional.of(new Cost(new BigDecimal("0.00012300"), "USD", "today")));
    var unknown = entry("b");
    try (var journal = Journal.open(folder)) {
      journal.append(known);
      journal.append(unknown);
      assertThat(all(journal)).containsExactly(known, unknown);
    }
  }

  @Test
  void names_of_any_length_and_kind_are_taken() throws Exception {
    try (var journal = Journal.open(folder)) {
      journal.append(entry("\u00e4".repeat(5_000)));
      assertThat(all(journal)).hasSize(1);
    }
  }

  @Test
  void what_was_not_carried_on_is_there_after_a_restart_and_what_was_is_not() throws Exception {
    try (var journal = Journal.open(folder)) {
      journal.append(entry("first"));
    }
    try (var journal = Journal.open(folder)) {
      assertThat(all(journal)).extracting(entry -> entry.usage().id()).containsExactly("first");
    }
    try (var journal = Journal.open(folder)) {
      assertThat(all(journal)).isEmpty();
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void a_torn_tail_is_no_entry_and_what_is_before_it_is() throws Exception {
    try (var journal = Journal.open(folder)) {
      journal.append(entry("whole"));
      journal.append(entry("torn"));
    }
    flipAByteOf("torn");
    try (var journal = Journal.open(folder)) {
      assertThat(all(journal)).extracting(entry -> entry.usage().id()).containsExactly("whole");
    }
  }

  private void flipAByteOf(String id) throws IOException {
    var bytes = Files.readAllBytes(files().getFirst());
    int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(id);
    try (var file = new RandomAccessFile(files().getFirst().toFile(), "rw")) {
      file.seek(at);
      file.write('x');
    }
  }

  @Test
  void entries_fill_file_after_file_and_files_go_when_they_are_carried_on() throws Exception {
    int many = 3 * Segment.BYTES / 200;
    try (var journal = Journal.open(folder)) {
      for (int i = 0; i < many; i++) journal.append(entry("id-" + i));
      assertThat(files()).hasSizeGreaterThanOrEqualTo(3);
      var ids = all(journal).stream().map(entry -> entry.usage().id()).toList();
      assertThat(ids).hasSize(many).doesNotHaveDuplicates();
      journal.prepare();
      assertThat(files()).hasSize(2);
      assertThat(journal.hasRoom()).isTrue();
    }
  }

  @Test
  void a_folder_has_one_owner() throws Exception {
    try (var _ = Journal.open(folder)) {
      assertThatThrownBy(() -> Journal.open(folder)).hasMessageContaining("FOUNDRY_AI_USAGE_PATH");
    }
  }

  @Test
  void a_known_price_is_a_cost_with_its_version_and_an_unknown_one_is_none() {
    var usage = entry("a").usage();
    var cost = Cost.of(usage, Catalogue.builtIn()).orElseThrow();
    assertThat(cost.amount()).isPositive();
    assertThat(cost.priceVersion()).isNotBlank();
    assertThat(Cost.of(usage, Catalogue.empty())).isEmpty();
  }

  @Test
  void none_but_the_owner_may_read_its_everything() throws IOException {
    try (var _ = Journal.open(folder)) {
      assertThat(rights()).hasSize(3).containsOnly("rw-------");
      for (var file : everything()) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      }
      Files.copy(everything().getLast(), folder.resolve("000000000009.usage"));
    }
    try (var _ = Journal.open(folder)) {
      assertThat(rights()).hasSizeGreaterThan(3).containsOnly("rw-------");
    }
  }

  private List<Path> everything() throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private List<String> rights() throws IOException {
    var rights = new ArrayList<String>();
    for (var file : everything()) {
      rights.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
    return rights;
  }
}
