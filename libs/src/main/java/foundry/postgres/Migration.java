package foundry.postgres;

/**
 * One step of a schema's history.
 *
 * @param version as the file's name begins, such as 012
 * @param file that holds it, or held it where this program does not know it
 */
public record Migration(String version, String file, State state) {
  /** What this program and the database think of it. */
  public enum State {
    APPLIED,
    /** Known here and not yet run. */
    PENDING,
    /** Begun and not finished. */
    FAILED,
    /** Run by another program, which must be a newer one. */
    UNKNOWN,
    /** Run, but from a file that said something else. */
    CHANGED,
    /** Known here and never run, although a later one was. */
    SKIPPED
  }

  /** Nothing is run on top of these. */
  boolean isInTheWay() {
    return switch (state) {
      case APPLIED, PENDING -> false;
      case FAILED, UNKNOWN, CHANGED, SKIPPED -> true;
    };
  }

  /** What is wrong with it, and what was expected. */
  String problem() {
    return switch (state) {
      case APPLIED -> file + " was run";
      case PENDING -> file + " has not been run (expected: `foundry migrate` before serving)";
      case FAILED ->
          file + " was begun and not finished (expected: mended by hand, see docs/migrations.md)";
      case UNKNOWN -> file + " is not known to this program (expected: a newer program)";
      case CHANGED -> file + " says something else than when it was run (expected: never edited)";
      case SKIPPED ->
          file + " was never run, though a later one was (expected: a number above all others)";
    };
  }
}
