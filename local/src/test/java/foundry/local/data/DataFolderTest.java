package foundry.local.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path parent;

  @Test
  void a_new_folder_is_its_owners_alone() throws Exception {
    var folder = DataFolder.open(parent.resolve("a/b"));
    assertThat(rights(folder.path())).isEqualTo("rwx------");
  }

  @Test
  void a_folder_that_cannot_be_written_is_refused_in_words() throws Exception {
    Path file = Files.createFile(parent.resolve("file"));
    assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("cannot be written")
        .hasMessageContaining("--data <folder>");
  }

  @Test
  void a_read_only_file_system_is_refused_in_words() {
    assertThatThrownBy(() -> DataFolder.open(Path.of("/proc/foundry")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("/proc/foundry cannot be written");
  }

  @Test
  void a_file_and_an_empty_name_are_refused_in_words() throws Exception {
    Path file = Files.createFile(parent.resolve("file"));
    assertThatThrownBy(() -> DataFolder.open(file)).hasMessageContaining("is a file");
    assertThatThrownBy(() -> DataFolder.open(Path.of(""))).hasMessageContaining("--data is empty");
  }

  @Test
  void a_folder_with_files_of_others_is_refused_and_left_as_it_was() throws Exception {
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createFile(parent.resolve("thesis.tex"));
    assertThatThrownBy(() -> DataFolder.open(parent))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("not Foundry's");
    assertThat(rights(parent)).isEqualTo("rwxr-xr-x");
    assertThat(parent.toFile().list()).containsExactly("thesis.tex");
  }

  @Test
  void an_earlier_data_folder_is_opened_again_whatever_was_put_beside_the_data() throws Exception {
    var folder = DataFolder.open(parent);
    FolderLock.take(folder, "http://127.0.0.1:8080").close();
    new Secrets(folder.secrets()).random("password");
    Files.createFile(parent.resolve("backup.tar"));
    assertThat(DataFolder.open(parent)).isEqualTo(folder);
  }

  @Test
  void the_command_to_stop_names_the_folder_quoted_for_the_shell() {
    assertThat(new DataFolder(Path.of("/a/it's here")).stopCommand())
        .isEqualTo("./foundry stop --data '/a/it'\\''s here'");
    assertThat(new DataFolder(DataFolder.standard()).stopCommand()).isEqualTo("./foundry stop");
  }

  @Test
  void a_nearly_full_disk_is_refused_with_numbers() {
    assertThatThrownBy(() -> DataFolder.open(parent, Long.MAX_VALUE))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("MB left (expected: at least");
  }

  @Test
  void secrets_are_made_once_and_readable_by_their_owner_alone() throws Exception {
    var folder = DataFolder.open(parent).secrets();
    String first = new Secrets(folder).random("password");
    assertThat(first).hasSizeGreaterThan(40);
    assertThat(new Secrets(folder).random("password")).isEqualTo(first);
    assertThat(new Secrets(folder).random("another")).isNotEqualTo(first);
    assertThat(rights(folder.resolve("password"))).isEqualTo("rw-------");
  }

  @Test
  void a_second_holder_is_refused_and_told_who_holds_the_folder() {
    var folder = DataFolder.open(parent);
    try (var lock = FolderLock.take(folder, "http://127.0.0.1:8080")) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> FolderLock.take(folder, "http://127.0.0.1:9080"))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("http://127.0.0.1:8080");
    }
    FolderLock.take(folder, "http://127.0.0.1:9080").close();
  }

  @Test
  void a_folder_whose_holder_was_killed_is_free() throws Exception {
    var folder = DataFolder.open(parent);
    var holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                parent.toString())
            .start();
    assertThat(holder.inputReader().readLine()).isEqualTo("held");
    assertThat(FolderLock.holder(folder).orElseThrow().pid()).isEqualTo(holder.pid());
    holder.destroyForcibly();
    assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(FolderLock.holder(folder)).isEmpty();
    FolderLock.take(folder, "http://127.0.0.1:8080").close();
  }

  /** Holds the folder until killed. */
  static final class Holder {
    public static void main(String[] arguments) throws Exception {
      var folder = DataFolder.open(Path.of(arguments[0]));
      try (var lock = FolderLock.take(folder, "http://127.0.0.1:8080")) {
        System.out.println(lock == null ? "" : "held");
        System.in.read();
      }
    }
  }

  private static String rights(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
