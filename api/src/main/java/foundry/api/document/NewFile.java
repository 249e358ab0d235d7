package foundry.api.document;

import foundry.api.Limits;
import foundry.api.graphql.Call;
import foundry.api.graphql.Text;
import foundry.api.graphql.UserError;
import foundry.api.graphql.UserError.Code;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A file as its sender announces it. */
record NewFile(Text name, int sizeBytes, String sha256) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");

  static NewFile of(Call input) {
    return new NewFile(
        Text.line(input.text("name")), input.number("sizeBytes"), input.text("sha256"));
  }

  /** The type that its name claims; the sender's own idea of it is not needed. */
  Optional<FileType> type() {
    return FileType.of(name.value());
  }

  Optional<UserError> fault() {
    return faultOfName().or(this::faultOfSize).or(this::faultOfHash);
  }

  private Optional<UserError> faultOfName() {
    var fault = name.fault("name", Limits.FILE_NAME_CHARACTERS_MAX);
    if (fault.isPresent()) return error(Code.INVALID_INPUT, fault.get(), "name");
    if (SEPARATOR.matcher(name.value()).find()) {
      return error(
          Code.INVALID_INPUT, "name: %s (expected: no / or \\)".formatted(name.value()), "name");
    }
    if (type().isPresent()) return Optional.empty();
    return error(
        Code.UNSUPPORTED_TYPE,
        "name: %s (expected: a name that ends in one of %s)"
            .formatted(name.value(), FileType.all()),
        "name");
  }

  private Optional<UserError> faultOfSize() {
    var message = "sizeBytes: %d (expected: 1 to %d)".formatted(sizeBytes, Limits.UPLOAD_BYTES_MAX);
    if (sizeBytes < 1) return error(Code.INVALID_INPUT, message, "sizeBytes");
    if (sizeBytes > Limits.UPLOAD_BYTES_MAX) return error(Code.TOO_LARGE, message, "sizeBytes");
    return Optional.empty();
  }

  private Optional<UserError> faultOfHash() {
    if (SHA256.matcher(sha256).matches()) return Optional.empty();
    return error(
        Code.INVALID_INPUT,
        "sha256: %d characters (expected: 64 lower-case hex digits)".formatted(sha256.length()),
        "sha256");
  }

  private static Optional<UserError> error(Code code, String message, String field) {
    return Optional.of(new UserError(code, message, List.of(field)));
  }
}
