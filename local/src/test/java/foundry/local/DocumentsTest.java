package foundry.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DocumentsTest {
  private static final String TEXT = "query Hall { viewer { id } }";

  @TempDir private Path folder;

  private static String hash() throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(TEXT.getBytes(StandardCharsets.UTF_8)));
  }

  private int register(String hash) throws Exception {
    var build = folder.resolve("persisted.json");
    Files.writeString(build, "{\"%s\": \"%s\"}".formatted(hash, TEXT));
    return Foundry.run(
        "documents", "register", "--folder", folder.resolve("kept").toString(), build.toString());
  }

  @Test
  void a_builds_documents_are_kept_by_their_hash_however_often_they_are_registered()
      throws Exception {
    assertThat(register(hash())).isZero();
    assertThat(register(hash())).isZero();
    assertThat(folder.resolve("kept/" + hash() + ".graphql")).hasContent(TEXT);
    assertThat(folder.resolve("kept")).isDirectoryNotContaining("glob:**.json");
  }

  @Test
  void a_text_under_another_hash_is_not_registered() throws Exception {
    assertThat(register("0".repeat(64))).isNotZero();
    assertThat(folder.resolve("kept")).doesNotExist();
  }
}
