package foundry.api.graphql.limits;

import java.util.List;
import java.util.Map;

/** One list and those inside it. */
record Rows(PageSize size, List<Rows> inside) {
  /** Above every limit, and low enough for sums of it not to overflow. */
  private static final long ROWS_MAX = 1_000_000_000_000L;

  boolean isFixed() {
    return size instanceof PageSize.Fixed && inside.stream().allMatch(Rows::isFixed);
  }

  long count(Map<String, Object> variables, long times) {
    long rows = Math.min(ROWS_MAX, times * size.with(variables));
    return rows + sum(inside, variables, rows);
  }

  static long sum(List<Rows> lists, Map<String, Object> variables, long times) {
    long sum = 0;
    for (var list : lists) sum = Math.min(ROWS_MAX, sum + list.count(variables, times));
    return sum;
  }
}
