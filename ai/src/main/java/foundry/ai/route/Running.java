package foundry.ai.route;

import foundry.ai.provider.Outcome;
import foundry.ai.provider.TextProvider.Answering;

/** An answer under way. On one event loop. */
public interface Running extends Answering {
  /**
   * How it ended, if it was cut short with this outcome. Its target is the one whose words were
   * heard, or the last of those at work while nobody spoke.
   */
  Ended cutShort(Outcome outcome);

  /** Like {@link #cancel}, but because the time is over: a silent target has itself to blame. */
  void tooLate();
}
