package foundry.ai.prepare;

import java.util.Optional;

/**
 * What a caller wants done around the model's answer.
 *
 * @param trim empty: a prompt that is too long is refused
 * @param onMisfit empty: answers are not held against the schema
 * @param score whether the answer is scored
 */
public record Wishes(Optional<Trim> trim, Optional<OnMisfit> onMisfit, boolean score) {
  public static final Wishes NONE = new Wishes(Optional.empty(), Optional.empty(), false);
}
