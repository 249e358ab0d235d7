package foundry.api.document;

import foundry.api.Limits;
import foundry.api.graphql.Call;
import foundry.api.graphql.UserError;
import foundry.api.graphql.UserError.Code;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A file as its sender announces it. */
record NewFile(FileName name, int sizeBytes, String sha256) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  static NewFile of(Call input) {
    return new NewFile(
        FileName.of(input.text("name")), input.number("sizeBytes"), input.text("sha256"));
  }

  /** The type that its name claims; the sender's own idea of it is not needed. */
  Optional<FileType> type() {
    return name.type();
  }

  Optional<UserError> fault() {
    return name.fault().or(this::faultOfSize).or(this::faultOfHash);
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
