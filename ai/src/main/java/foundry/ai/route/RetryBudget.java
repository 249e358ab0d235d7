package foundry.ai.route;

import foundry.ai.UpstreamLimits;

/**
 * What bounds the second askings of all calls together, whatever their own limits say: when
 * everything fails, repeating everything is what keeps it failing. Counts over a sliding window;
 * what other replicas counted is added from time to time.
 */
public final class RetryBudget {
  /** What was counted in the window. */
  public record Counts(long calls, long extras) {
    static final Counts NONE = new Counts(0, 0);
  }

  private record Others(Counts counts, long atNanos) {}

  private static final int CALLS = 0;
  private static final int EXTRAS = 1;

  private final Ticker ticker;
  private final BudgetRules rules;
  private final Window window;
  private volatile Others others = new Others(Counts.NONE, 0);

  public RetryBudget(Ticker ticker, BudgetRules rules) {
    this.ticker = ticker;
    this.rules = rules;
    this.window = new Window(ticker, UpstreamLimits.BUDGET_SPAN, UpstreamLimits.BUDGET_SPANS, 2);
  }

  void call() {
    window.add(CALLS);
  }

  /** Two threads may both take the last one: the window is no ledger. */
  boolean trySpend() {
    if (left() < 1) return false;
    window.add(EXTRAS);
    return true;
  }

  /** Second askings there may be now. */
  public long left() {
    var elsewhere = elsewhere();
    long calls = window.sum(CALLS) + elsewhere.calls();
    long extras = window.sum(EXTRAS) + elsewhere.extras();
    return rules.floor() + calls * rules.percent() / 100 - extras;
  }

  /** What this replica counted. */
  public Counts own() {
    return new Counts(window.sum(CALLS), window.sum(EXTRAS));
  }

  /** What the other replicas counted in the same window, just now. */
  public void others(Counts counts) {
    others = new Others(counts, ticker.nanos());
  }

  /** What nobody renews is forgotten: this replica may have lost the others. */
  private Counts elsewhere() {
    var last = others;
    boolean fresh = ticker.nanos() - last.atNanos() < UpstreamLimits.BUDGET_FORGOTTEN.toNanos();
    return fresh ? last.counts() : Counts.NONE;
  }
}
