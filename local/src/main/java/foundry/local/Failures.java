package foundry.local;

import foundry.http.PortTaken;
import foundry.local.data.Ports;
import foundry.local.data.Refusal;
import foundry.postgres.DatabaseUnavailable;
import foundry.postgres.MigrationRefused;
import foundry.settings.InvalidSettings;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what kept the product from running into words and an exit code. */
final class Failures {
  static final int FORESEEN = 1;
  static final int UNFORESEEN = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** Prints at most a few lines; a stack trace goes to the log alone. */
  static int explain(Throwable failure) {
    switch (failure) {
      case Refusal refusal -> say(String.valueOf(refusal.getMessage()));
      case InvalidSettings settings ->
          say(
              "These settings are wrong:\n%s\nEvery setting is explained in .env.example."
                  .formatted(settings.getMessage()));
      case MigrationRefused refused -> say("The database's schema:\n" + refused.getMessage());
      case DatabaseUnavailable away -> say(unreachable(away));
      case PortTaken taken ->
          say(String.valueOf(Ports.taken("a service", taken.port(), taken).getMessage()));
      default -> {
        LOG.error("Foundry stopped because of {}", failure.toString(), failure);
        say("This should not have happened. The log of this start has the details.");
        return UNFORESEEN;
      }
    }
    return FORESEEN;
  }

  private static String unreachable(DatabaseUnavailable away) {
    var why = Optional.ofNullable(away.getCause()).map(Throwable::getMessage).orElse("");
    return "The database cannot be reached: %s\nIs FOUNDRY_DATABASE_URL right, and does it run?"
        .formatted(why);
  }

  private static void say(String text) {
    System.err.println(text);
  }
}
