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

/** One execution of an operation with its variables. For one thread at a time. */
final class Run {
  private final String requestId;
  private final Map<String, Object> variables;
  private final @Nullable Call[] calls;
  private Optional<Reads> reads = Optional.empty();
  private @Nullable Viewer viewer;
  private int rows;
  private final Errands errands = new Errands();

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
    if (reads.filter(known -> known == transaction).isPresent()) return;
    reads = Optional.of(transaction);
    Arrays.fill(calls, null);
  }

  /** The same, with nothing of it done. */
  Run anew() {
    return new Run(requestId, variables, calls.length);
  }

  /** The same, written for somebody else. */
  Run of(Viewer other) {
    var run = new Run(other.requestId(), variables, calls.length);
    run.viewer = other;
    return run;
  }

  String requestId() {
    return requestId;
  }

  Errands errands() {
    return errands;
  }

  boolean includes(Included included) {
    return included.isAlways() || included.holds(variables);
  }

  /** The field's arguments, worked out once. Throws a refusal if they do not fit the schema. */
  Call call(Arguments arguments) {
    var known = calls[arguments.memo()];
    if (known != null) return known;
    var values = arguments.known().orElseGet(() -> arguments.resolve(variables));
    var asking = reads.map(Reads::viewer).or(() -> Optional.ofNullable(viewer)).orElseThrow();
    var call = new Call(asking, values, reads);
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
