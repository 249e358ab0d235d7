package foundry.local;

import java.time.Duration;

/** Keeps a part that hangs from keeping the process alive after it was told to stop. */
final class Deadline {
  /** Ten seconds of draining for each service, and some for PostgreSQL. */
  private static final Duration STOP_MAX = Duration.ofSeconds(30);

  private static final int HALTED = 1;

  private Deadline() {}

  static void haltUnlessStoppedSoon() {
    Thread.ofPlatform()
        .daemon()
        .name("deadline")
        .start(
            () -> {
              try {
                Thread.sleep(STOP_MAX);
                System.err.println(
                    "Some parts did not stop within " + STOP_MAX.toSeconds() + " s.");
                Runtime.getRuntime().halt(HALTED);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }
}
