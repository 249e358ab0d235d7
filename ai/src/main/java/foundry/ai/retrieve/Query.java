package foundry.ai.retrieve;

import java.util.List;
import java.util.UUID;

/**
 * What is looked for.
 *
 * @param documents empty: all of the collection
 */
record Query(UUID collection, String text, int count, List<UUID> documents) {}
