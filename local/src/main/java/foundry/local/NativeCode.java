package foundry.local;

import java.time.Duration;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the embedding model: its native library crashes the process if that ends while the
 * model is being loaded or used.
 */
final class NativeCode {
  private static final Logger LOG = LoggerFactory.getLogger(NativeCode.class);

  /** Loading takes a second on an idle machine. */
  private static final Duration END_MAX = Duration.ofSeconds(10);

  private static final String PACKAGE = "foundry.ai.embed.";

  private NativeCode() {}

  static void awaitEnd() {
    if (!Until.isTrue(END_MAX, () -> !isRunning()))
      LOG.warn("The embedding model is still at work.");
  }

  private static boolean isRunning() {
    return Thread.getAllStackTraces().values().stream().anyMatch(NativeCode::isRunning);
  }

  private static boolean isRunning(StackTraceElement[] stack) {
    return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith(PACKAGE));
  }
}
