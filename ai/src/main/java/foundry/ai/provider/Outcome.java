package foundry.ai.provider;

import java.util.Optional;

/** How an answer ended. */
public sealed interface Outcome {
  /** How often the provider was asked; more than once where an attempt failed early. */
  int attempts();

  /**
   * @param model the one that answered, as the provider names it
   * @param usage as the provider counted it, if it did
   */
  record Finished(Reason reason, String model, Optional<Usage> usage, int attempts)
      implements Outcome {}

  /**
   * @param message for the caller: says what happened, without content and without secrets
   */
  record Failed(Problem problem, String message, int attempts) implements Outcome {}

  enum Reason {
    STOP,
    LENGTH
  }

  enum Problem {
    UNKNOWN_MODEL,
    REFUSED,
    RATE_LIMITED,
    TIMEOUT,
    BROKEN
  }

  record Usage(int inputTokens, int outputTokens) {}
}
