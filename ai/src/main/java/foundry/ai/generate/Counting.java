package foundry.ai.generate;

import foundry.ai.prepare.Vocabularies;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Used;
import foundry.ai.route.Ended;
import foundry.ai.route.Target;
import foundry.ai.token.PromptTokens;
import java.util.List;
import java.util.Optional;

/** What asking this prompt used: as providers counted it, else by our estimate. */
record Counting(Vocabularies vocabularies, Prompt prompt) {
  /**
   * All attempts together.
   *
   * @param model the one that made the outcome, as callers name it
   * @param written by all of them
   */
  Answer.Usage of(Ended ended, String model, String written) {
    var before = before(ended, model);
    var counted = counted(ended.outcome());
    if (counted.isPresent()) {
      var billed = billed(ended.outcome()).orElse(counted.get());
      var used = new Used(model, ended.target().id(), billed);
      return Answer.Usage.of(counted.get(), used).plusEstimates(before);
    }
    if (!ended.open()) return Answer.Usage.NOTHING.plusEstimates(before);
    var guess =
        new Used(model, ended.target().id(), estimate(ended.target(), model, written, before));
    return Answer.Usage.estimate(guess).plusEstimates(before);
  }

  /** The answer tells the name behind that of its target, which the others were asked under too. */
  private static List<Used> before(Ended ended, String model) {
    if (ended.before().isEmpty()) return List.of();
    String target = ended.target().id();
    return ended.before().stream()
        .map(used -> used.model().equals(target) ? used.by(model) : used)
        .toList();
  }

  private static Optional<Usage> counted(Outcome outcome) {
    return switch (outcome) {
      case Finished finished -> finished.usage();
      case Failed failed -> failed.usage();
    };
  }

  private static Optional<Usage> billed(Outcome outcome) {
    return outcome instanceof Finished finished ? finished.billed() : Optional.empty();
  }

  /** What is estimated of the text is of all the text, so that those before wrote a part of it. */
  private Usage estimate(Target target, String model, String written, List<Used> before) {
    var family = vocabularies.family(target, model);
    var tokenizer = vocabularies.of(family);
    int input = PromptTokens.quick(prompt, family, tokenizer);
    int output = tokenizer.quick(written);
    for (var used : before) output -= used.billed().output();
    return new Usage(input, Math.max(0, output));
  }
}
