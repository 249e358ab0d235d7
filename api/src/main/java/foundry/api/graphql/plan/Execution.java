package foundry.api.graphql.plan;

import foundry.api.Limits;
import foundry.api.database.Reads;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import foundry.api.graphql.live.Topic;
import foundry.api.viewer.Viewer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An operation being executed: first it is read, then written. For one thread at a time. */
public final class Execution {
  private final Operation operation;
  private final Run run;
  private final @Nullable Object[] root;

  Execution(Operation operation, Run run) {
    this.operation = operation;
    this.run = run;
    this.root = new @Nullable Object[operation.root().room().size()];
  }

  /** The same, with nothing of it done. */
  public Execution anew() {
    return new Execution(operation, run.anew());
  }

  /** Reads what a query selects. */
  public void read(Reads reads) {
    root[0] = this;
    new Reading(run, reads).read(operation.root(), List.<@Nullable Object[]>of(root));
  }

  /** Opens what a subscription is about. */
  public Topic open(Reads reads) {
    run.in(reads);
    return operation.live().open(operation.call(run));
  }

  /** Reads what a subscription selects of one update. */
  public void read(Reads reads, Object update) {
    root[0] = update;
    new Reading(run, reads).read(operation.root(), List.<@Nullable Object[]>of(root));
  }

  /**
   * The same selection for another update of the same things, and another viewer; nothing is read
   * anew.
   */
  public Response retold(Object update, Viewer viewer) {
    var cells = root.clone();
    cells[0] = update;
    for (var slot : operation.root().slots()) {
      if (slot.value() instanceof Value.Stored stored) {
        int at = stored.room().at(stored.child());
        if (cells[at] instanceof Object[] told) cells[at] = of(told, update);
      }
    }
    return answer(run.of(viewer), cells);
  }

  private static @Nullable Object[] of(@Nullable Object[] told, Object update) {
    var own = told.clone();
    own[0] = update;
    return own;
  }

  /** How one field of a mutation is run: in a transaction, which is undone if it fails. */
  @FunctionalInterface
  public interface Transactions {
    /** Hands the field the transaction; whatever it throws undoes it. */
    void run(Consumer<Reads> field);
  }

  /** Runs the fields of a mutation one after the other, each in a transaction of its own. */
  public void write(Transactions transactions) {
    for (var slot : operation.root().slots()) {
      if (run.includes(slot.included()) && slot.value() instanceof Value.Stored stored) {
        write(slot, stored, transactions);
      }
    }
  }

  private void write(ObjectPlan.Slot slot, Value.Stored stored, Transactions transactions) {
    int at = stored.room().at(stored.child());
    try {
      transactions.run(
          writes -> {
            root[0] = writes;
            new Reading(run, writes).read(slot, List.<@Nullable Object[]>of(root));
            if (isUndone(root[at])) throw new Undone();
          });
    } catch (Undone expected) {
      // What was stored says why.
    } catch (RuntimeException e) {
      root[at] = new Failed(e);
    }
  }

  private static boolean isUndone(@Nullable Object stored) {
    return stored instanceof Failed
        || (stored instanceof Object[] payload && payload[0] instanceof Outcome.Refused<?>);
  }

  /** Undoes a transaction. */
  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undone() {
      super("undone", null, false, false);
    }
  }

  /**
   * Asks other services what the selection has them asked; to be called outside of transactions.
   * True if there is more to be read for what they answered: {@link #readOn}, then once more.
   */
  public boolean ask() {
    return run.errands().run();
  }

  /** Reads what the answers of other services refer to. */
  public void readOn(Reads reads) {
    new Reading(run, reads).readOn();
  }

  /** Writes the answer. */
  public Response answer() {
    return answer(run, root);
  }

  private Response answer(Run run, @Nullable Object[] root) {
    var out = new JsonBytes(Limits.ANSWER_BYTES_MAX);
    var writing = new Writing(run, out);
    try {
      if (!writing.object(operation.root(), root)) out.nothing();
    } catch (JsonBytes.TooMany e) {
      return tooLong(run);
    }
    return Response.of(out, writing.errors(), run.requestId());
  }

  /** All that was read is left out, in one error: an answer with holes would be harder to use. */
  private static Response tooLong(Run run) {
    var none = new JsonBytes();
    none.nothing();
    var message =
        "bytes of the answer: more than %d (expected: fewer; ask for less at once)"
            .formatted(Limits.ANSWER_BYTES_MAX);
    var refusal = new Refusal(ErrorCode.LIMIT_EXCEEDED, message);
    return Response.of(none, List.of(new FieldError(refusal, List.of())), run.requestId());
  }
}
