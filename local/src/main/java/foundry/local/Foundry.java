package foundry.local;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code foundry} command. */
@Command(
    name = "foundry",
    description = "Universal AI Foundry: the whole product on one machine.",
    synopsisSubcommandLabel = "<command>",
    subcommands = {
      Up.class,
      Stop.class,
      Status.class,
      Api.class,
      Ai.class,
      Migrate.class,
      Database.class,
      Key.class,
      Models.class,
      Documents.class,
      Version.class,
      CommandLine.HelpCommand.class
    })
public final class Foundry implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  /** Without a command: what there is. */
  @Override
  public void run() {
    if (spec != null) spec.commandLine().usage(System.out);
  }

  /**
   * Exit codes: 0 done, 1 refused with a reason, 2 wrong usage, 3 unforeseen; `status`: 4 not
   * running.
   */
  static int run(String... arguments) {
    return new CommandLine(new Foundry())
        .setExecutionExceptionHandler((failure, command, parsed) -> Failures.explain(failure))
        .execute(arguments);
  }

  public static void main(String[] arguments) {
    try {
      System.exit(run(arguments));
    } catch (Error e) {
      // Without this the parts' threads would keep a broken process alive.
      System.exit(Failures.explain(e));
    }
  }
}
