package foundry.ai.route;

import foundry.ai.provider.Prompt;

/** How many tokens a model makes of what nobody counted for us. Quick: for an event loop. */
public interface Estimates {
  /** Tools and images included. */
  int tokens(Target target, Prompt prompt);

  int tokens(Target target, String text);
}
