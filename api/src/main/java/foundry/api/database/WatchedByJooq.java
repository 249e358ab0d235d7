package foundry.api.database;

import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jspecify.annotations.Nullable;

/** Has the statements of one transaction watched that jOOQ runs, one after the other. */
final class WatchedByJooq implements ExecuteListener {
  private static final long serialVersionUID = 1L;

  private final transient Watch watch;
  private final transient Cause cause;
  private transient Watch.@Nullable Seen seen;

  WatchedByJooq(Watch watch, Cause cause) {
    this.watch = watch;
    this.cause = cause;
  }

  @Override
  public void executeStart(ExecuteContext context) {
    var sql = context.sql();
    seen = watch.begin(cause, sql == null ? "" : sql);
  }

  @Override
  public void exception(ExecuteContext context) {
    var problem = context.sqlException();
    var failing = seen;
    if (failing != null) failing.failed(problem == null ? null : problem.getSQLState());
    seen = null;
  }

  @Override
  public void end(ExecuteContext context) {
    var ending = seen;
    if (ending == null) return;
    var result = context.result();
    ending.done(result == null ? context.rows() : result.size());
    seen = null;
  }
}
