package foundry.api.graphql.limits;

import foundry.api.Limits;
import java.util.Collection;
import java.util.Map;

/** How many rows a page may hold. */
sealed interface PageSize {
  int with(Map<String, Object> variables);

  record Fixed(int size) implements PageSize {
    @Override
    public int with(Map<String, Object> variables) {
      return size;
    }
  }

  /**
   * @param otherwise where the request gives none
   */
  record Given(String variable, int otherwise) implements PageSize {
    @Override
    public int with(Map<String, Object> variables) {
      return switch (variables.get(variable)) {
        case Number size -> clamped(size.longValue());
        case Collection<?> ids -> clamped(ids.size());
        case null, default -> otherwise;
      };
    }
  }

  /** Of a list that gives both ends, which no list allows. */
  record Larger(PageSize one, PageSize other) implements PageSize {
    @Override
    public int with(Map<String, Object> variables) {
      return Math.max(one.with(variables), other.with(variables));
    }
  }

  /** Longer pages than the longest are refused when they are read. */
  static int clamped(long size) {
    return Math.clamp(size, 0, Limits.PAGE_SIZE_MAX);
  }
}
