package foundry.ai.route;

import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Used;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the attempts used that did not end their call: each is counted here once. */
final class Spent {
  private final Estimates estimates;
  private final List<Used> askings = new ArrayList<>(0);

  private Prompt prompt;
  private @Nullable Failed lastFailure;
  private @Nullable Target unsettled; // what it used is not among the askings: it may be the end

  /**
   * @param prompt until a target is asked
   */
  Spent(Estimates estimates, Prompt prompt) {
    this.estimates = estimates;
    this.prompt = prompt;
  }

  /** One more target is asked this. */
  void asked(Prompt next) {
    settle();
    prompt = next;
  }

  /** What was asked last. */
  Prompt prompt() {
    return prompt;
  }

  private void add(Target target, Usage used) {
    askings.add(new Used(target.id(), used));
  }

  /** A target was hung up on while it thought: it has read the prompt all the same. */
  void hungUp(Target target) {
    add(target, new Usage(estimates.tokens(target, prompt), 0));
  }

  /**
   * A target broke off in the middle of its answer; another goes on with it.
   *
   * @param written by this one
   */
  void brokeOff(Target target, Failed failed, String written) {
    add(target, failed.usage().orElseGet(() -> guess(target, written)));
    unsettled = null;
  }

  private Usage guess(Target target, String written) {
    return new Usage(estimates.tokens(target, prompt), estimates.tokens(target, written));
  }

  /** A target failed, which may be the end of the call. */
  void failed(Target target, Failed failed) {
    settle();
    lastFailure = failed;
    unsettled = target;
  }

  /** A target could not be asked: of that the caller hears only where nobody was. */
  void unasked(Failed failed) {
    if (lastFailure == null) lastFailure = failed;
  }

  /** The last failure was not the end. */
  void settle() {
    var failed = lastFailure;
    var target = unsettled;
    if (target == null || failed == null) return;
    unsettled = null;
    if (failed.usage().isPresent()) add(target, failed.usage().get());
    else if (mayHaveRead(failed)) hungUp(target);
  }

  /** Whether what the last failure used is among the askings. */
  boolean settled() {
    return unsettled == null;
  }

  Optional<Failed> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }

  /** Who refuses charges nothing; who is too slow for us may have been at work. */
  static boolean mayHaveRead(Failed failed) {
    return failed.problem() == Problem.TIMEOUT;
  }

  /** One by one, since each has a price of its own. */
  List<Used> askings() {
    return askings.isEmpty() ? List.of() : List.copyOf(askings);
  }
}
