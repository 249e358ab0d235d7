package foundry.api.queue;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import foundry.postgres.Login;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the work of each lane under the role that sees the queue and nothing else. */
public final class Queue implements AutoCloseable {
  private static final String TABLE = "queue.scheduled_tasks";

  /** Each lane polls, beats and completes; more than a handful never do so at the same time. */
  private static final int CONNECTIONS_MAX = 4;

  /** db-scheduler's smallest. */
  private static final int HEARTBEATS_MISSED_MAX = 4;

  /** Every lane sees the others' tasks as unknown ones; it must never delete them. */
  private static final Duration NEVER = Duration.ofDays(36_500);

  /** Taking work is quick; beyond that the other machine is gone, and nobody has said so. */
  private static final int SILENCE_SECONDS_MAX = 30;

  private static final Logger LOG = LoggerFactory.getLogger(Queue.class);

  private final HikariDataSource pool;
  private final List<Scheduler> schedulers;

  private Queue(HikariDataSource pool, List<Scheduler> schedulers) {
    this.pool = pool;
    this.schedulers = schedulers;
  }

  /**
   * Starts to hand out work. What a former process of the same name was working on is free again.
   *
   * @param worker this worker's name, unlike that of any other that runs
   */
  public static Queue start(Login login, String worker, Pace pace, List<Lane> lanes) {
    var pool = pool(login);
    for (var lane : lanes) release(pool, name(worker, lane));
    var schedulers = lanes.stream().map(lane -> scheduler(pool, worker, pace, lane)).toList();
    schedulers.forEach(Scheduler::start);
    return new Queue(pool, schedulers);
  }

  private static HikariDataSource pool(Login login) {
    var config = new HikariConfig();
    config.setPoolName("queue");
    config.setJdbcUrl(login.url());
    config.setUsername(login.user());
    config.setPassword(login.password());
    config.setMaximumPoolSize(CONNECTIONS_MAX);
    config.setMinimumIdle(1);
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("prepareThreshold", "1");
    config.addDataSourceProperty("logServerErrorDetail", "false"); // it quotes rows
    config.addDataSourceProperty("ApplicationName", "foundry queue");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("socketTimeout", String.valueOf(SILENCE_SECONDS_MAX));
    return new HikariDataSource(config);
  }

  private static String name(String worker, Lane lane) {
    return worker + "/" + lane.name();
  }

  /** A death counts as a failure, so that a task which kills its worker is given up in the end. */
  private static void release(DataSource pool, String name) {
    String sql =
        """
        update %s set picked = false, picked_by = null, last_heartbeat = null,
          version = version + 1, consecutive_failures = coalesce(consecutive_failures, 0) + 1
        where picked and picked_by = ?
        """
            .formatted(TABLE);
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      int released = statement.executeUpdate();
      if (released > 0) LOG.info("{} tasks of a former {} are free again", released, name);
    } catch (SQLException e) {
      LOG.warn("tasks of a former {} stay with it until it is taken for dead", name, e);
    }
  }

  private static Scheduler scheduler(DataSource pool, String worker, Pace pace, Lane lane) {
    List<Task<?>> tasks =
        lane.work().entrySet().stream()
            .<Task<?>>map(entry -> QueuedTask.of(entry.getKey(), entry.getValue(), pace))
            .toList();
    return Scheduler.create(pool, tasks)
        .startTasks(lane.recurring().entrySet().stream().map(Queue::recurring).toList())
        .schedulerName(new SchedulerName.Fixed(name(worker, lane)))
        .tableName(TABLE)
        .serializer(new OrgText())
        .jdbcCustomization(new LaneSql(lane.taskNames()))
        .threads(lane.bound())
        .executorService(
            Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(lane.name() + "-", 1).factory()))
        .pollUsingLockAndFetch(0.99, 1.0)
        .pollingInterval(pace.poll())
        .heartbeatInterval(pace.heartbeat())
        .missedHeartbeatsLimit(HEARTBEATS_MISSED_MAX)
        .shutdownMaxWait(pace.drain())
        .deleteUnresolvedAfter(NEVER)
        .failureLogging(LogLevel.OFF, false)
        .build();
  }

  private static RecurringTask<Void> recurring(Map.Entry<String, Lane.Recurring> task) {
    var recurring = task.getValue();
    return Tasks.recurring(task.getKey(), FixedDelay.of(recurring.every()))
        .execute((instance, context) -> recurring.work().run());
  }

  /** There may be new work. */
  public void wake() {
    schedulers.forEach(Scheduler::triggerCheckForDueExecutions);
  }

  /** Hands out nothing more; what runs goes on. */
  public void pause() {
    schedulers.forEach(Scheduler::pause);
  }

  /** Waits for running work, which should have been asked to stop, for at most the pace's drain. */
  @Override
  public void close() {
    pause();
    schedulers.parallelStream().forEach(Scheduler::stop);
    pool.close();
  }
}
