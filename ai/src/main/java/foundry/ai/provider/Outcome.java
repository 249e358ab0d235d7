package foundry.ai.provider;

import java.time.Duration;
import java.util.Optional;

/** How one attempt at an answer ended. */
public sealed interface Outcome {
  /**
   * @param model the one that answered, as the provider names it
   * @param stop the stop sequence that ended it, if one did
   * @param usage as the provider counted it, if it did
   * @param billed where that is not what it counted
   */
  record Finished(
      Reason reason,
      String model,
      Optional<String> stop,
      Optional<Usage> usage,
      Optional<Usage> billed)
      implements Outcome {
    public Finished {
      usage = usage.filter(Usage::isPossible);
      billed = billed.filter(Usage::isPossible);
    }

    public Finished(Reason reason, String model, Optional<String> stop, Optional<Usage> usage) {
      this(reason, model, stop, usage, Optional.empty());
    }

    public Finished(Reason reason, String model, Optional<Usage> usage) {
      this(reason, model, Optional.empty(), usage);
    }
  }

  /**
   * @param message for the caller: says what happened, without content and without secrets
   * @param retryable whether the same request may succeed later
   * @param retryAfter how long the provider asks to be left alone
   * @param usage what was counted before it failed
   */
  record Failed(
      Problem problem,
      String message,
      boolean retryable,
      Optional<Duration> retryAfter,
      Optional<Usage> usage)
      implements Outcome {
    public Failed(Problem problem, String message, boolean retryable) {
      this(problem, message, retryable, Optional.empty(), Optional.empty());
    }

    /** The same, where what was used is counted already. */
    public Failed counted() {
      return new Failed(problem, message, retryable, retryAfter, Optional.empty());
    }
  }

  enum Reason {
    STOP,
    LENGTH,
    TOOL_USE,
    CONTENT_FILTER
  }

  enum Problem {
    UNKNOWN_MODEL,
    /** The provider will not take this request, now or later. */
    REFUSED,
    /** This provider cannot be told what the request asks for: nothing was sent. */
    UNSUPPORTED,
    /** The prompt is longer than the model reads. */
    TOO_LONG,
    RATE_LIMITED,
    /** The account has no credit left. */
    QUOTA,
    /** Our credentials do not fit. */
    CREDENTIALS,
    OVERLOADED,
    UNREACHABLE,
    /** We waited long enough; it may have been at work. */
    TIMEOUT,
    /** It says itself that it took too long. */
    LATE,
    BROKEN
  }

  /**
   * Tokens.
   *
   * @param input all that were read, cached ones included
   * @param output all that were written, reasoning included
   * @param cachedInput of the input, read from the provider's cache
   * @param cacheWrite of the input, written to the provider's cache
   * @param reasoning of the output, thought rather than said
   */
  record Usage(int input, int output, int cachedInput, int cacheWrite, int reasoning) {
    public Usage(int input, int output) {
      this(input, output, 0, 0, 0);
    }

    /** Numbers that cannot be are as good as none; that nothing was used can be. */
    boolean isPossible() {
      return input >= 0 && output >= 0 && cachedInput >= 0 && cacheWrite >= 0 && reasoning >= 0;
    }
  }
}
