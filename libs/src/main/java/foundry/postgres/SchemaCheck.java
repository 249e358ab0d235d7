package foundry.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a database holds the very schema that this program knows. Asked by what serves, again and
 * again: a later program may change the schema under it. What served the schema it knows goes on
 * when migrations of a newer program are added, since these keep what the program before needs;
 * whoever starts behind them is refused.
 */
public final class SchemaCheck {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaCheck.class);

  private final Supplier<SchemaHistory> reader;
  private volatile @Nullable SchemaHistory known;
  private volatile boolean served;

  SchemaCheck(Supplier<SchemaHistory> reader) {
    this.reader = reader;
  }

  /** What is wrong, in words for whoever runs the service; empty if nothing is. */
  public Optional<String> problem(Connection connection) {
    var problem = problem(connection, served ? SchemaCheck::hasGone : SchemaCheck::isUnlike);
    if (problem.isEmpty()) served = true;
    return problem;
  }

  private static boolean isUnlike(Migration migration) {
    return migration.state() != Migration.State.APPLIED;
  }

  private static boolean hasGone(Migration migration) {
    return isUnlike(migration) && migration.state() != Migration.State.UNKNOWN;
  }

  /** Throws {@link MigrationRefused} for what waiting does not mend. */
  public void requireSound(Connection connection) {
    var problem = problem(connection, Migration::isInTheWay);
    if (problem.isPresent()) throw new MigrationRefused(problem.get());
    var unserved = problem(connection); // sound and complete: from here on it is served
    if (unserved.isPresent()) LOG.info("not ready yet: {}", unserved.get());
  }

  private Optional<String> problem(Connection connection, Predicate<Migration> bad) {
    try {
      var problems =
          known().compare(connection).stream()
              .filter(bad)
              .map(Migration::problem)
              .collect(Collectors.joining("; "));
      return Optional.of(problems).filter(text -> !text.isEmpty());
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  /** The files do not change while the program runs. */
  private SchemaHistory known() {
    var read = known;
    if (read == null) {
      read = reader.get();
      known = read;
    }
    return read;
  }
}
