package foundry.ai.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who is asked next in one call: everyone once, in order, before anyone is asked again. */
final class AskingOrder {
  /** One target's part in a call. */
  static final class Turn {
    private final Target target;
    private int tries;
    private boolean hopeless;
    private long waitMillis;

    private Turn(Target target) {
      this.target = target;
    }

    Target target() {
      return target;
    }

    boolean repeated() {
      return tries > 0;
    }

    /** It could not be told what this call asks for. */
    void wasNotAsked() {
      tries--;
      hopeless = true;
    }

    /** Before it is asked again. */
    long waitMillis() {
      return waitMillis;
    }

    void asked() {
      tries++;
    }

    void mayBeAskedAfter(long millis) {
      waitMillis = millis;
    }

    /** Not asked again in this call. */
    void isHopeless() {
      hopeless = true;
    }
  }

  private final List<Turn> turns;

  AskingOrder(List<Target> targets) {
    this.turns = new ArrayList<>(targets.size());
    for (var target : targets) turns.add(new Turn(target));
  }

  Optional<Turn> next() {
    Turn best = null;
    for (var turn : turns) {
      if (turn.hopeless) continue;
      if (best == null || turn.tries < best.tries) best = turn;
    }
    return Optional.ofNullable(best);
  }

  /** The next that was not asked yet. */
  Optional<Turn> fresh() {
    return next().filter(turn -> !turn.repeated());
  }

  /** Only a writer can go on with what another wrote. */
  void onlyWriters() {
    for (var turn : turns) if (turn.target.provider().extractive()) turn.hopeless = true;
  }

  /** Targets that were asked, beyond the first. */
  int fallbacks() {
    int asked = 0;
    for (var turn : turns) if (turn.tries > 0) asked++;
    return Math.max(0, asked - 1);
  }
}
