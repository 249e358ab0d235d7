package foundry.ai.route;

import foundry.ai.provider.TextProvider.Answering;

/** An answer under way. On one event loop. */
public interface Running extends Answering {
  /** The one whose words are heard, or who was asked last while nobody speaks. */
  Target target();

  /** How often a provider was asked so far. */
  int attempts();

  int fallbacks();

  /** What was used by attempts whose text is part of the answer, but which broke off. */
  java.util.Optional<foundry.ai.provider.Outcome.Usage> before();

  /** Like {@link #cancel}, but because the time is over: a silent target has itself to blame. */
  void tooLate();
}
