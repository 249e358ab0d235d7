package foundry.ai.route;

import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.Prompt;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the attempts used that did not end their call: each is counted here once. */
final class Spent {
  private static final int CHARACTERS_PER_TOKEN = 4;

  private int input;
  private int output;
  private int cachedInput;
  private int cacheWrite;
  private int reasoning;

  private Prompt prompt;
  private @Nullable Failed lastFailure;
  private boolean unsettled; // what the last failure used is not in the sum yet: it may be the end

  /**
   * @param prompt until a target is asked
   */
  Spent(Prompt prompt) {
    this.prompt = prompt;
  }

  /** One more target is asked this. */
  void asked(Prompt next) {
    settle();
    prompt = next;
  }

  /** What was asked last. */
  Prompt prompt() {
    return prompt;
  }

  private void add(Usage used) {
    input += used.input();
    output += used.output();
    cachedInput += used.cachedInput();
    cacheWrite += used.cacheWrite();
    reasoning += used.reasoning();
  }

  /** A target was hung up on while it thought: it has read the prompt all the same. */
  void hungUp() {
    add(new Usage(tokens(prompt.characters()), 0));
  }

  /** A target broke off in the middle of its answer; another goes on with it. */
  void brokeOff(Usage used) {
    add(used);
    unsettled = false;
  }

  /** A target failed, which may be the end of the call. */
  void failed(Failed failed) {
    settle();
    lastFailure = failed;
    unsettled = true;
  }

  /** The last failure was not the end. */
  void settle() {
    var failed = lastFailure;
    if (!unsettled || failed == null) return;
    unsettled = false;
    if (failed.usage().isPresent()) add(failed.usage().get());
    else if (mayHaveRead(failed)) hungUp();
  }

  /** Whether what the last failure used is in the sum. */
  boolean settled() {
    return !unsettled;
  }

  Optional<Failed> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }

  /** Who refuses charges nothing; who is too slow for us may have been at work. */
  static boolean mayHaveRead(Failed failed) {
    return failed.problem() == Problem.TIMEOUT;
  }

  /** Empty if nothing was used. */
  Optional<Usage> sum() {
    if (input == 0 && output == 0) return Optional.empty();
    return Optional.of(new Usage(input, output, cachedInput, cacheWrite, reasoning));
  }

  static int tokens(int characters) {
    return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
  }
}
