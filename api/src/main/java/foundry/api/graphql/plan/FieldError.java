package foundry.api.graphql.plan;

import foundry.api.graphql.errors.Refusal;
import java.util.List;

/**
 * Why one field of the answer is null.
 *
 * @param path names and numbers, from the root to the field
 */
public record FieldError(Refusal refusal, List<Object> path) {}
