package foundry.ai.prepare;

import foundry.ai.http.Refused;
import foundry.ai.prepare.Prepared.LeftOut;
import foundry.ai.provider.Message;
import foundry.ai.provider.Prompt;
import foundry.ai.token.Family;
import foundry.ai.token.PromptTokens;
import foundry.ai.token.Tokenizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Makes a prompt fit one model, or refuses it. Counts every word: never on an event loop.
 *
 * @param contextTokens what the model reads and writes together
 * @param tokensMax what is left of it for the prompt
 */
record Fitting(Family family, Tokenizer tokenizer, int contextTokens, int tokensMax) {
  record Fitted(Prompt prompt, Optional<LeftOut> leftOut) {}

  /** Throws {@link Refused} that names both counts. */
  Fitted fit(Prompt prompt, Optional<Trim> trim) {
    var count = count(prompt);
    if (trim.isEmpty()) {
      if (count.atLeast() > contextTokens) throw tooLong(count, contextTokens);
      return new Fitted(prompt, Optional.empty());
    }
    if (count.tokens() <= tokensMax) return new Fitted(prompt, Optional.empty());
    var shorter = shorter(prompt, trim.get(), count.tokens() - tokensMax);
    var left = count(shorter);
    if (left.tokens() > tokensMax) throw tooLong(left, tokensMax);
    return new Fitted(
        shorter,
        Optional.of(
            new LeftOut(
                trim.get(),
                prompt.messages().size() - shorter.messages().size(),
                passages(prompt) - passages(shorter),
                count.tokens() - left.tokens(),
                tokensMax)));
  }

  /** Where the count is an estimate, false only if the prompt is certainly too long. */
  boolean reads(Prompt prompt) {
    return count(prompt).atLeast() <= contextTokens;
  }

  Refused tooLong(Prompt prompt) {
    return tooLong(count(prompt), contextTokens);
  }

  private PromptTokens count(Prompt prompt) {
    return PromptTokens.of(prompt, family, tokenizer);
  }

  private Prompt shorter(Prompt prompt, Trim trim, int excess) {
    return switch (trim) {
      case OLDEST, MIDDLE -> withoutTurns(prompt, trim, excess);
      case CONTEXT -> withoutPassages(prompt, excess);
    };
  }

  private Prompt withoutTurns(Prompt prompt, Trim trim, int excess) {
    var out = new HashSet<Integer>();
    int freed = 0;
    for (var turn : OldTurns.of(prompt).inOrder(trim)) {
      if (freed >= excess) break;
      for (int index : turn) {
        freed += PromptTokens.of(prompt.messages().get(index), family, tokenizer);
        out.add(index);
      }
    }
    var kept = new ArrayList<Message>();
    for (int i = 0; i < prompt.messages().size(); i++) {
      if (!out.contains(i)) kept.add(prompt.messages().get(i));
    }
    return prompt.withMessages(kept);
  }

  private Prompt withoutPassages(Prompt prompt, int excess) {
    var kept = new ArrayList<>(prompt.context().orElse(List.of()));
    int freed = 0;
    while (freed < excess && !kept.isEmpty()) {
      // What surrounds a passage is not counted as freed: a few tokens on the safe side.
      freed += tokenizer.count(kept.removeLast().text());
    }
    return prompt.withContext(prompt.context().map(all -> kept));
  }

  private static int passages(Prompt prompt) {
    return prompt.context().map(List::size).orElse(0);
  }

  private Refused tooLong(PromptTokens count, int most) {
    String about = count.exact() ? "" : "about ";
    return Refused.field(
            "messages",
            "%s%d tokens (expected: at most %d, of the %d that the model reads and writes)"
                .formatted(about, count.tokens(), most, contextTokens))
        .with(Refused.Detail.CONTEXT_TOO_LONG);
  }
}
