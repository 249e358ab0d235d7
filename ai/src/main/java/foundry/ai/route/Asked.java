package foundry.ai.route;

import foundry.ai.provider.Prompt;
import java.util.Optional;

/**
 * One call, as far as a router needs to know it.
 *
 * @param deadlineMillis after which nobody waits for more
 * @param continues whether the caller wants another target to go on where one breaks off
 * @param tells whether a target that cannot hold the schema is told it in words, since the answer
 *     is checked
 */
public record Asked(
    Prompt prompt, Optional<Integer> deadlineMillis, boolean continues, boolean tells) {}
