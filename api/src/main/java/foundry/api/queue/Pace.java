package foundry.api.queue;

import java.time.Duration;
import java.util.List;

/**
 * How often the queue looks around.
 *
 * @param poll the longest a task waits if its wake-up got lost
 * @param heartbeat signs of life; four missed ones and the work goes to another worker
 * @param pauses before the second, third ... try; the last one for all that follow
 * @param drain how long closing waits for work that was asked to stop; once more before it
 *     interrupts
 */
public record Pace(Duration poll, Duration heartbeat, List<Duration> pauses, Duration drain) {
  public static final Pace DEFAULT =
      new Pace(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          List.of(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(30)),
          Duration.ofSeconds(4));

  public Pace {
    pauses = List.copyOf(pauses);
  }

  Duration pauseAfter(int failures) {
    return pauses.get(Math.min(failures, pauses.size() - 1));
  }
}
