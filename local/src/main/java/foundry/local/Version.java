package foundry.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code foundry version}. */
@Command(name = "version", description = "Print the version of Foundry and of Java.")
final class Version implements Callable<Integer> {
  @Override
  public Integer call() {
    String version = Foundry.class.getPackage().getImplementationVersion();
    System.out.println("foundry " + (version == null ? "(not packaged)" : version));
    System.out.println("java " + Runtime.version());
    return 0;
  }
}
