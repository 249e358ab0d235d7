package foundry.api.queue;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tasks that share a bound, so that they cannot delay those of another lane.
 *
 * @param bound how many run at once
 * @param work by task name
 * @param recurring what is done again and again, by task name
 */
public record Lane(
    String name, int bound, Map<String, Work> work, Map<String, Recurring> recurring) {
  /** Done every so often by one worker of all, whoever comes first; safe to repeat. */
  public record Recurring(Duration every, Runnable work) {}

  public Lane {
    work = Map.copyOf(work);
    recurring = Map.copyOf(recurring);
  }

  public Lane(String name, int bound, Map<String, Work> work) {
    this(name, bound, work, Map.of());
  }

  Set<String> taskNames() {
    var names = new HashSet<>(work.keySet());
    names.addAll(recurring.keySet());
    return names;
  }
}
