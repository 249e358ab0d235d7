package foundry.ai.route;

import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Finished;

/** An upstream call that was let through, and what it says of its target when it ends, once. */
final class Entry {
  private final Healths healths;
  private final Health health;
  private final Health.Permit permit;
  private final Bulkhead bulkhead;

  Entry(Healths healths, Health health, Health.Permit permit, Bulkhead bulkhead) {
    this.healths = healths;
    this.health = health;
    this.permit = permit;
    this.bulkhead = bulkhead;
  }

  Health health() {
    return health;
  }

  /**
   * @param firstPieceMillis negative: the answer came whole, which says nothing of the wait
   */
  void ended(Outcome outcome, long firstPieceMillis) {
    bulkhead.leave();
    switch (outcome) {
      case Finished _ -> {
        permit.succeeded(firstPieceMillis);
        healths.keep(health);
      }
      case Failed failed -> failed(failed);
    }
  }

  private void failed(Failed failed) {
    switch (failed.problem()) {
      case REFUSED, UNSUPPORTED, TOO_LONG, UNKNOWN_MODEL -> permit.left();
      case RATE_LIMITED, QUOTA, CREDENTIALS, OVERLOADED, UNREACHABLE, TIMEOUT, LATE, BROKEN -> {
        permit.failed();
        healths.keep(health);
        failed.retryAfter().ifPresent(health::rest);
      }
    }
  }

  /** It was silent for as long as anybody could wait. */
  void silent() {
    bulkhead.leave();
    permit.failed();
    healths.keep(health);
  }

  /** Nobody wanted it any more. */
  void left() {
    bulkhead.leave();
    permit.left();
  }
}
