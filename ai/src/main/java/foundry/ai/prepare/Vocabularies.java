package foundry.ai.prepare;

import foundry.ai.catalogue.Catalogue;
import foundry.ai.catalogue.ModelFacts;
import foundry.ai.provider.Prompt;
import foundry.ai.route.Estimates;
import foundry.ai.route.Target;
import foundry.ai.token.Family;
import foundry.ai.token.PromptTokens;
import foundry.ai.token.Tokenizer;
import foundry.ai.token.Tokenizers;

/** Which tokenizer counts for whom: operators name deployments and fine-tunes as they like. */
public record Vocabularies(Catalogue catalogue, Tokenizers tokenizers) implements Estimates {
  /** By what is known of the model, else by its name. */
  public static Family family(String model, Catalogue catalogue) {
    return Family.of(model, catalogue.model(model).map(ModelFacts::family).orElse(""));
  }

  /** The same of one that is asked. */
  public Family family(Target target) {
    return family(target.id(), catalogue);
  }

  /**
   * The same of one that has answered.
   *
   * @param author what it calls itself, where nothing else says what it is
   */
  public Family family(Target target, String author) {
    var family = family(target);
    return family == Family.OTHER ? Family.of(author) : family;
  }

  @Override
  public int tokens(Target target, Prompt prompt) {
    var family = family(target);
    return PromptTokens.quick(prompt, family, of(family));
  }

  @Override
  public int tokens(Target target, String text) {
    return of(family(target)).quick(text);
  }

  public Tokenizer of(Family family) {
    return tokenizers.of(family);
  }
}
