package foundry.api.document;

import foundry.api.Limits;
import foundry.api.graphql.Text;
import foundry.api.graphql.UserError;
import foundry.api.graphql.UserError.Code;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A file's name as its sender writes it, which says what kind of file it is. */
record FileName(Text text) {
  private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");

  static FileName of(String typed) {
    return new FileName(Text.line(typed));
  }

  String value() {
    return text.value();
  }

  /** The type that the name claims. */
  Optional<FileType> type() {
    return FileType.of(value());
  }

  Optional<UserError> fault() {
    var fault = text.fault("name", Limits.FILE_NAME_CHARACTERS_MAX);
    if (fault.isPresent()) return error(Code.INVALID_INPUT, fault.get());
    if (SEPARATOR.matcher(value()).find()) {
      return error(Code.INVALID_INPUT, "name: %s (expected: no / or \\)".formatted(value()));
    }
    if (type().isPresent()) return Optional.empty();
    return error(
        Code.UNSUPPORTED_TYPE,
        "name: %s (expected: a name that ends in one of %s)".formatted(value(), FileType.all()));
  }

  private static Optional<UserError> error(Code code, String message) {
    return Optional.of(new UserError(code, message, List.of("name")));
  }
}
