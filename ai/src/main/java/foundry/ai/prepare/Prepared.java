package foundry.ai.prepare;

import foundry.ai.check.Shape;
import foundry.ai.provider.Prompt;
import java.util.Optional;

/**
 * A prompt as the model will see it.
 *
 * @param shape of the answer, where it is to be checked
 */
public record Prepared(Prompt prompt, Optional<Shape> shape, Optional<LeftOut> leftOut) {
  /**
   * What was left out of a prompt that was too long.
   *
   * @param tokensMax what there was room for
   */
  public record LeftOut(Trim by, int messages, int passages, int tokens, int tokensMax) {}

  static Prepared of(Prompt prompt) {
    return new Prepared(prompt, Optional.empty(), Optional.empty());
  }
}
