package foundry.ai.generate;

import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.Outcome.Usage;
import foundry.ai.provider.Prompt;
import foundry.ai.route.Ended;
import foundry.ai.token.Family;
import foundry.ai.token.PromptTokens;
import foundry.ai.token.Tokenizers;
import java.util.Optional;

/** What asking this prompt used: as providers counted it, else by our estimate. */
record Counting(Tokenizers tokenizers, Prompt prompt) {
  /**
   * All attempts together.
   *
   * @param written by all of them
   */
  Answer.Usage of(Ended ended, String written) {
    var before = ended.before();
    var counted = counted(ended.outcome());
    if (counted.isPresent()) {
      var last = Answer.Usage.of(counted.get());
      return before.map(last::plusEstimate).orElse(last);
    }
    var last = ended.open() ? estimate(ended.target().model(), written) : NOTHING;
    return before.map(used -> together(last, used)).orElse(last);
  }

  private static final Answer.Usage NOTHING = Answer.Usage.estimate(0, 0);

  private static Optional<Usage> counted(Outcome outcome) {
    return switch (outcome) {
      case Finished finished -> finished.usage();
      case Failed failed -> failed.usage();
    };
  }

  private Answer.Usage estimate(String model, String written) {
    var family = Family.of(model);
    var tokenizer = tokenizers.of(family);
    return Answer.Usage.estimate(
        PromptTokens.quick(prompt, family, tokenizer), tokenizer.quick(written));
  }

  /** What is estimated of the text is of all the text, so that those before wrote a part of it. */
  private static Answer.Usage together(Answer.Usage last, Usage before) {
    int rest = Math.max(0, last.outputTokens() - before.output());
    return Answer.Usage.estimate(last.inputTokens(), rest).plusEstimate(before);
  }
}
