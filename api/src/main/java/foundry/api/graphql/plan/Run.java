package foundry.api.graphql.plan;

import foundry.api.Limits;
import foundry.api.database.Reads;
import foundry.api.graphql.Call;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One execution of an operation with its variables. For one thread at a time. */
final class Run {
  private final String requestId;
  private final Map<String, Object> variables;
  private final @Nullable Call[] calls;
  private @Nullable Reads reads;
  private int rows;

  /**
   * @param memos how many fields of the operation take arguments
   */
  Run(String requestId, Map<String, Object> variables, int memos) {
    this.requestId = requestId;
    this.variables = variables;
    this.calls = new @Nullable Call[memos];
  }

  /** From here on, fields can be looked up in this transaction. */
  void in(Reads transaction) {
    if (reads == transaction) return;
    reads = transaction;
    Arrays.fill(calls, null);
  }

  String requestId() {
    return requestId;
  }

  boolean includes(Included included) {
    return included.isAlways() || included.holds(variables);
  }

  /** The field's arguments, worked out once. Throws a refusal if they do not fit the schema. */
  Call call(Arguments arguments) {
    var known = calls[arguments.memo()];
    if (known != null) return known;
    var values = arguments.known().orElseGet(() -> arguments.resolve(variables));
    var transaction = Objects.requireNonNull(reads, "nothing is asked before the transaction");
    var call = new Call(transaction.viewer(), values, Optional.of(transaction));
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
