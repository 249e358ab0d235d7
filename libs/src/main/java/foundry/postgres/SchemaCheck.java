package foundry.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a database holds the very schema that this program knows. Asked by what serves, again and
 * again: a later program may change the schema under it.
 */
public final class SchemaCheck {
  private final Supplier<SchemaHistory> reader;
  private volatile @Nullable SchemaHistory known;

  SchemaCheck(Supplier<SchemaHistory> reader) {
    this.reader = reader;
  }

  /** What is wrong, in words for whoever runs the service; empty if nothing is. */
  public Optional<String> problem(Connection connection) {
    return problem(connection, migration -> migration.state() != Migration.State.APPLIED);
  }

  /** Throws {@link MigrationRefused} for what waiting does not mend. */
  public void requireSound(Connection connection) {
    var problem = problem(connection, Migration::isInTheWay);
    if (problem.isPresent()) throw new MigrationRefused(problem.get());
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
