package foundry.ai.prepare;

import foundry.ai.check.Shape;
import foundry.ai.provider.Prompt;
import foundry.ai.route.Plan;
import java.util.Optional;

/**
 * A prompt as the model will see it.
 *
 * @param plan without the models that the prompt does not fit
 * @param shape of the answer, where it is to be checked
 */
public record Prepared(Plan plan, Prompt prompt, Optional<Shape> shape, Optional<LeftOut> leftOut) {
  /**
   * What was left out of a prompt that was too long.
   *
   * @param tokensMax what there was room for
   */
  public record LeftOut(Trim by, int messages, int passages, int tokens, int tokensMax) {}

  static Prepared of(Plan plan, Prompt prompt) {
    return new Prepared(plan, prompt, Optional.empty(), Optional.empty());
  }
}
