package foundry.api.graphql.plan;

import foundry.api.Limits;
import foundry.api.database.Reads;
import foundry.api.graphql.Call;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import foundry.api.viewer.Viewer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One execution of an operation: who asks, with which variables. For one thread at a time. */
final class Run {
  private final Viewer viewer;
  private final Map<String, Object> variables;
  private final @Nullable Call[] calls;
  private @Nullable Reads reads;
  private int rows;

  /**
   * @param memos how many fields of the operation take arguments
   */
  Run(Viewer viewer, Map<String, Object> variables, int memos) {
    this.viewer = viewer;
    this.variables = variables;
    this.calls = new @Nullable Call[memos];
  }

  /** From here on, fields can be looked up in this transaction. */
  void in(Reads transaction) {
    if (reads == transaction) return;
    reads = transaction;
    Arrays.fill(calls, null);
  }

  Viewer viewer() {
    return viewer;
  }

  boolean includes(Included included) {
    return included.isAlways() || included.holds(variables);
  }

  /** The field's arguments, worked out once. Throws a refusal if they do not fit the schema. */
  Call call(Arguments arguments) {
    var known = calls[arguments.memo()];
    if (known != null) return known;
    var values = arguments.known().orElseGet(() -> arguments.resolve(variables));
    var call = new Call(viewer, values, Optional.ofNullable(reads));
    calls[arguments.memo()] = call;
    return call;
  }

  /** Counts rows that were read. */
  void count(int read) {
    rows += read;
    if (rows <= Limits.RESULT_ROWS_MAX) return;
    throw new Refusal(
        ErrorCode.LIMIT_EXCEEDED,
        "rows in the answer: more than %d (ask for less at once)"
            .formatted(Limits.RESULT_ROWS_MAX));
  }
}
