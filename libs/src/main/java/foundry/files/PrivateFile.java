package foundry.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that none but its owner may read (0600): what it holds says who did what, and the folder
 * around it may be open to others. Where files have no such rights, as on Windows, it has the
 * folder's.
 */
public final class PrivateFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private PrivateFile() {}

  /** Makes it, empty. Throws if it is there already. */
  public static Path create(Path path) throws IOException {
    return Files.createFile(path, rights(path));
  }

  /** Makes it if it is missing, else takes the rights of others away. */
  public static Path keep(Path path) throws IOException {
    if (!Files.exists(path)) return create(path);
    if (hasRights(path)) Files.setPosixFilePermissions(path, OWNER_ONLY);
    return path;
  }

  private static FileAttribute<?>[] rights(Path path) {
    if (!hasRights(path)) return new FileAttribute<?>[0];
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)};
  }

  private static boolean hasRights(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
