package foundry.api.database;

import java.util.List;

/**
 * A select that was rendered once and is run many times.
 *
 * @param name of what it reads, for those who run the service
 * @param sql with a question mark for each place
 * @param asFirst the same behind those that begin the transaction ({@link Entry}), sent in one go
 * @param asOnly the same, and the end of the transaction
 * @param places the name of the value that goes into each place, in order
 * @param columns how each column of the result is read
 */
public record Statement(
    String name,
    String sql,
    String asFirst,
    String asOnly,
    List<String> places,
    List<Column> columns) {
  Statement(String name, String sql, List<String> places, List<Column> columns) {
    this(
        name,
        sql,
        Entry.ONE_SNAPSHOT + Entry.SQL + ";" + sql,
        Entry.SQL + ";" + sql + ";commit",
        places,
        columns);
  }

  /** What a column holds, and so the Java type it is read as. */
  public enum Column {
    UUID,
    TEXT,
    TEXTS,
    INTEGER,
    LONG,
    DOUBLE,
    BOOLEAN,
    /** An {@link java.time.Instant}. */
    TIME
  }
}
