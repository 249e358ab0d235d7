package foundry.local;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code foundry models}: the catalogue of models. */
@Command(
    name = "models",
    description = "The catalogue of models and their prices.",
    mixinStandardHelpOptions = true,
    subcommands = ModelsImport.class)
final class Models implements Runnable {
  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) CommandLine.usage(spec.commandLine(), System.out);
  }
}
