package foundry.ai.route;

/**
 * How many upstream calls there may be beyond one a call, of all replicas together.
 *
 * @param percent of the calls in the window
 * @param floor so many in any case, so that a quiet service can retry at all
 * @param shared whether the replicas at one database tell each other what they counted
 */
public record BudgetRules(int percent, int floor, boolean shared) {
  public static final BudgetRules DEFAULT = new BudgetRules(15, 20, true);
}
