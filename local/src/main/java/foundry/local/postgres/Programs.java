package foundry.local.postgres;

import foundry.local.data.Refusal;
import foundry.local.data.Root;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs PostgreSQL's programs, out of reach of the terminal's Ctrl-C: it goes to the whole process
 * group, and the server has to outlive its users. They refuse to run as root, so root runs them
 * inside a user namespace ({@code unshare -U}), where root is nobody.
 */
final class Programs {
  /** The slowest is initdb: a second on an idle machine. */
  private static final int SECONDS_MAX = 120;

  /** How a program ended and what it said. */
  record Result(int status, String output) {
    boolean isSuccess() {
      return status == 0;
    }
  }

  private static final List<String> APART = apart();

  private final Path home;

  Programs(Path home) {
    this.home = home;
  }

  Result run(String program, List<String> arguments) {
    var command = new ArrayList<String>(APART);
    if (Root.IS_ROOT) command.addAll(List.of("unshare", "-U"));
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    Result result = start(program, command);
    if (Root.IS_ROOT && result.output().contains("unshare")) throw noNamespaces(result.output());
    return result;
  }

  /** Where there is no {@code setsid}, as on macOS, the shell's job control makes a group. */
  private static List<String> apart() {
    boolean hasSetsid =
        Stream.of("/usr/bin/setsid", "/bin/setsid").map(Path::of).anyMatch(Files::isExecutable);
    if (hasSetsid) return List.of("setsid");
    return List.of("bash", "-c", "set -m; \"$0\" \"$@\" & wait $!");
  }

  private static Result start(String program, List<String> command) {
    try {
      // A file, not a pipe: the server inherits it, and a pipe would stay open as long as it runs.
      Path output = Files.createTempFile("foundry-postgres", ".log");
      try {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        builder.redirectOutput(output.toFile());
        return new Result(waitFor(builder.start(), program), Files.readString(output).strip());
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(program + " cannot be run", e);
    }
  }

  private static int waitFor(Process process, String program) {
    try {
      if (process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new Refusal(
        "PostgreSQL's %s did not end within %d s.".formatted(program, SECONDS_MAX),
        "The machine seems to be overloaded or its disk stuck; try again.");
  }

  private static Refusal noNamespaces(String detail) {
    return new Refusal(
        "PostgreSQL cannot run as root here: it needs util-linux's `unshare` and user namespaces"
            + " (%s).".formatted(detail),
        "Start Foundry as an ordinary user.");
  }
}
