package foundry.api.document;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of files that can be read, by extension. */
public enum FileType {
  PDF("application/pdf"),
  DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
  PPTX("application/vnd.openxmlformats-officedocument.presentationml.presentation"),
  XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
  HTML("text/html"),
  HTM("text/html"),
  MD("text/markdown"),
  TXT("text/plain"),
  CSV("text/csv");

  private final String mediaType;

  FileType(String mediaType) {
    this.mediaType = mediaType;
  }

  public String mediaType() {
    return mediaType;
  }

  public String extension() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type that a file's name claims. */
  static Optional<FileType> of(String fileName) {
    int dot = fileName.lastIndexOf('.');
    if (dot < 1) return Optional.empty();
    var extension = fileName.substring(dot + 1);
    return Arrays.stream(values())
        .filter(type -> type.name().equalsIgnoreCase(extension))
        .findFirst();
  }

  static String all() {
    return Arrays.stream(values()).map(FileType::extension).collect(Collectors.joining(", "));
  }
}
