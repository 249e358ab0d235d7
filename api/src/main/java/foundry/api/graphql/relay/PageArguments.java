package foundry.api.graphql.relay;

import foundry.api.Limits;
import foundry.api.graphql.Call;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import java.util.Optional;

/** Which part of a list is asked for: so many from one end, between two cursors. */
record PageArguments(boolean backward, int size, Optional<Cursor> after, Optional<Cursor> before) {

  static PageArguments of(Call call, long list) {
    var first = call.numberIfGiven("first");
    var last = call.numberIfGiven("last");
    if (first.isPresent() && last.isPresent()) {
      throw invalid(
          "first: %d, last: %d (expected: one of them)".formatted(first.get(), last.get()));
    }
    first.ifPresent(size -> check("first", size));
    last.ifPresent(size -> check("last", size));
    return new PageArguments(
        last.isPresent(),
        last.or(() -> first).orElse(Limits.PAGE_SIZE_DEFAULT),
        call.textIfGiven("after").map(text -> Cursor.parse(list, "after", text)),
        call.textIfGiven("before").map(text -> Cursor.parse(list, "before", text)));
  }

  private static void check(String argument, int size) {
    if (size >= 1 && size <= Limits.PAGE_SIZE_MAX) return;
    throw invalid("%s: %d (expected: 1..%d)".formatted(argument, size, Limits.PAGE_SIZE_MAX));
  }

  private static Refusal invalid(String message) {
    return new Refusal(ErrorCode.INVALID_PAGINATION, message);
  }
}
