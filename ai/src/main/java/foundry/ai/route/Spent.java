package foundry.ai.route;

import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.Prompt;
import java.util.Optional;

/** What the attempts used that did not end their call: each is counted here once. */
final class Spent {
  private static final int CHARACTERS_PER_TOKEN = 4;

  private int input;
  private int output;
  private int cachedInput;
  private int cacheWrite;
  private int reasoning;

  void add(Usage used) {
    input += used.input();
    output += used.output();
    cachedInput += used.cachedInput();
    cacheWrite += used.cacheWrite();
    reasoning += used.reasoning();
  }

  /** A target was hung up on while it thought: it has read the prompt all the same. */
  void read(Prompt prompt) {
    add(new Usage(tokens(prompt.characters()), 0));
  }

  /** A target failed before its first piece. */
  void failed(Failed failed, Prompt prompt) {
    if (failed.usage().isPresent()) add(failed.usage().get());
    else if (mayHaveRead(failed)) read(prompt);
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
