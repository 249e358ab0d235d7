package foundry.api.graphql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expected failure of a mutation, for people: names the value and what was expected. */
public record UserError(Code code, String message, @Nullable List<String> field) {
  /** As in the schema. */
  public enum Code {
    NOT_FOUND,
    FORBIDDEN,
    INVALID_INPUT,
    TOO_LARGE,
    UNSUPPORTED_TYPE,
    UPLOAD_MISSING,
    UPLOAD_MISMATCH,
    WRONG_STATE,
    ALREADY_EXISTS,
    ALREADY_MEMBER,
    LAST_OWNER,
    EXPIRED,
    OTHER_EMAIL,
    LIMIT_EXCEEDED,
    IDEMPOTENCY_MISMATCH
  }
}
