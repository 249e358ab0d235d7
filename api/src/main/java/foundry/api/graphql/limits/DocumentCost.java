package foundry.api.graphql.limits;

import foundry.api.Limits;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import graphql.language.FragmentDefinition;
import graphql.language.OperationDefinition;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How many rows the answer to an operation may hold, known before anything is read: for each list
 * the product of {@code first} or {@code last} along its path, summed over all lists, as GitHub
 * counts nodes. Fifty projects with twenty documents each are 50 + 50 * 20 rows.
 *
 * <p>Made once for an operation that is valid and not too large; what is literal is summed up then,
 * what is a variable when a request brings its value.
 */
public final class DocumentCost {
  private final List<Rows> lists;
  private final OptionalLong fixed;

  private DocumentCost(List<Rows> lists) {
    this.lists = List.copyOf(lists);
    boolean isFixed = lists.stream().allMatch(Rows::isFixed);
    this.fixed = isFixed ? OptionalLong.of(Rows.sum(lists, Map.of(), 1)) : OptionalLong.empty();
  }

  /**
   * @param fragments of the document, by name
   */
  public static DocumentCost of(
      Map<String, FragmentDefinition> fragments, OperationDefinition operation) {
    var lists = new Lists(fragments, operation);
    return new DocumentCost(lists.of(List.of(operation.getSelectionSet())));
  }

  /** Rows at most, at least one: whatever is asked costs something. */
  public long with(Map<String, Object> variables) {
    return Math.max(1, fixed.orElseGet(() -> Rows.sum(lists, variables, 1)));
  }

  /** The same; refused if it is too much. */
  public long check(Map<String, Object> variables) {
    long rows = with(variables);
    if (rows <= Limits.COST_MAX) return rows;
    throw new Refusal(
        ErrorCode.LIMIT_EXCEEDED,
        "rows of the answer: %d (expected: at most %d; ask for shorter lists inside lists)"
            .formatted(rows, Limits.COST_MAX));
  }
}
