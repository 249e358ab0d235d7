package foundry.ai.route;

/**
 * How many upstream calls there may be beyond one a call, of all replicas together.
 *
 * @param percent of the calls in the window
 * @param floor so many in any case, so that a quiet service can retry at all
 */
public record BudgetRules(int percent, int floor) {
  public static final BudgetRules DEFAULT = new BudgetRules(15, 20);
}
