package foundry.ai.provider;

import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import java.util.ArrayList;
import java.util.List;

/** Whether somebody still waits for the answer to a question. On one event loop. */
public final class Wanted {
  private final List<Runnable> hangUps = new ArrayList<>();
  private boolean gone;

  public boolean isGone() {
    return gone;
  }

  /** Runs when nobody waits any more; at once if that is so. */
  public void onGone(Runnable hangUp) {
    if (gone) hangUp.run();
    else hangUps.add(hangUp);
  }

  /** The one who asked has left. */
  public void gone() {
    if (gone) return;
    gone = true;
    hangUps.forEach(Runnable::run);
    hangUps.clear();
  }

  /** What becomes of a question that nobody waits for. */
  public static ProviderFailure nobodyWaits() {
    return new ProviderFailure(new Failed(Problem.BROKEN, "nobody waits for the answer", false));
  }
}
