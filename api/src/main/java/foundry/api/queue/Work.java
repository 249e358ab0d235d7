package foundry.api.queue;

import foundry.viewer.OrgId;
import java.util.List;
import java.util.UUID;

/** What one kind of task does. Must be safe to repeat at any point. */
public interface Work {
  /**
   * One task handed out.
   *
   * @param failures how often in a row it has failed, or its worker died, before
   * @param traceparent of what queued it; empty if that was not traced
   * @param about what whoever queued it said besides, in the order that the work knows
   */
  record Assignment(UUID instance, OrgId org, int failures, String traceparent, List<UUID> about) {}

  enum Outcome {
    /** Nothing is left to do. */
    DONE,
    /** Hand it out again at once, to whoever is there. */
    AGAIN,
    /** It failed; hand it out again after a pause. */
    LATER
  }

  /** Anything thrown counts as {@link Outcome#LATER}. */
  Outcome run(Assignment assignment);

  /**
   * Takes a task that is done out of the queue. False if it stays, because it was asked for again
   * meanwhile; it is then handed out again.
   */
  default boolean finish(Assignment assignment, Runnable remove) {
    remove.run();
    return true;
  }
}
