package foundry.api.queue;

import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepositoryContext;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Execution;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Picks the due tasks of one lane alone; db-scheduler would pick those of all. Due by the clock of
 * the database too, which wrote the time: a worker whose clock is behind is not late.
 */
final class LaneSql extends PostgreSqlJdbcCustomization {
  private final String taskNames;

  LaneSql(Collection<String> taskNames) {
    super(false, false);
    this.taskNames = taskNames.stream().collect(Collectors.joining("', '", "('", "')"));
  }

  @Override
  public List<Execution> lockAndFetchSingleStatement(
      JdbcTaskRepositoryContext context, Instant now, int limit, boolean orderByPriority) {
    String sql =
        """
        with due as (
          select task_name, task_instance from %1$s
          where not picked and execution_time <= greatest(?, now()) and task_name in %2$s
          order by execution_time
          for update skip locked
          limit %3$d)
        update %1$s task
        set picked = true, picked_by = ?, last_heartbeat = ?, version = version + 1
        from due
        where task.task_name = due.task_name and task.task_instance = due.task_instance
        returning task.*
        """
            .formatted(context.tableName, taskNames, limit);
    return context.jdbcRunner.query(
        sql,
        statement -> {
          setInstant(statement, 1, now);
          statement.setString(2, context.schedulerName.getName());
          setInstant(statement, 3, now);
        },
        context.resultSetMapper.get());
  }
}
