package foundry.api.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The changes since the last release that clients feel and that we made nevertheless: the table of
 * docs/api/breaking.md.
 */
record RecordedChanges(List<Row> rows) {
  /** A change as {@link SchemaChanges} says it, when it was decided, and why. */
  record Row(String change, LocalDate date, String reason) {}

  static final String HEAD =
      """
      # Breaking changes since the last release

      What clients of the [released schema](released/schema.graphql) may feel of [today's](schema.graphql), each decided
      and with its reason; the build fails for any other, and for a row here that is not true (any more). `make released`
      empties the table.

      | change | date | reason |
      |---|---|---|
      """;

  private static final Pattern ROW =
      Pattern.compile("\\| `(?<change>[^`]+)` \\| (?<date>\\S+) \\| (?<reason>\\S.*) \\|");

  static RecordedChanges read(Path file) throws IOException {
    return of(Files.readString(file));
  }

  /** Throws, naming the row, if the text is anything but the head and rows of three cells. */
  static RecordedChanges of(String text) {
    if (!text.startsWith(HEAD)) {
      throw new IllegalArgumentException("head: another one (expected: %s)".formatted(HEAD));
    }
    var rows = new ArrayList<Row>();
    text.substring(HEAD.length()).lines().forEach(line -> rows.add(row(line)));
    return new RecordedChanges(List.copyOf(rows));
  }

  private static Row row(String line) {
    var cells = ROW.matcher(line);
    if (!cells.matches()) {
      throw new IllegalArgumentException(
          "%s (expected: | `Type.field: was this, is that` | 2026-11-23 | why |)".formatted(line));
    }
    try {
      var date = LocalDate.parse(cells.group("date"));
      return new Row(cells.group("change"), date, cells.group("reason"));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(line + " (expected: a date as 2026-11-23)", e);
    }
  }

  /** What is wrong: changes that no row tells of, and rows of which nothing tells. */
  List<String> faults(Collection<String> changes) {
    var faults = new ArrayList<String>();
    var untold = new TreeSet<>(changes);
    for (var row : rows) {
      if (!untold.remove(row.change())) faults.add("recorded, but not so: " + row.change());
    }
    untold.forEach(change -> faults.add("not recorded: " + change));
    return faults;
  }
}
