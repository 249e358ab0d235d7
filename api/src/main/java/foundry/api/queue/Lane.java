package foundry.api.queue;

import java.util.Map;

/**
 * Tasks that share a bound, so that they cannot delay those of another lane.
 *
 * @param bound how many run at once
 * @param work by task name
 */
public record Lane(String name, int bound, Map<String, Work> work) {
  public Lane {
    work = Map.copyOf(work);
  }
}
