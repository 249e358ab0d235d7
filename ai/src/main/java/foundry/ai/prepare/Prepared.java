package foundry.ai.prepare;

import foundry.ai.check.Shape;
import foundry.ai.provider.Prompt;
import foundry.ai.route.Plan;
import java.util.Optional;

/**
 * A prompt as models will see it, but for what each of them is told in its own way.
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
}
