package foundry.ai.prepare;

import foundry.ai.catalogue.Catalogue;
import foundry.ai.catalogue.ModelFacts;
import foundry.ai.route.Target;
import foundry.ai.token.Family;
import foundry.ai.token.Tokenizer;
import foundry.ai.token.Tokenizers;

/** Which tokenizer counts for whom: operators name deployments and fine-tunes as they like. */
public record Vocabularies(Catalogue catalogue, Tokenizers tokenizers) {
  /** By what is known of the target, else by its name. */
  public Family family(Target target) {
    String id = target.id();
    return Family.of(id, catalogue.model(id).map(ModelFacts::family).orElse(""));
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

  public Tokenizer of(Family family) {
    return tokenizers.of(family);
  }
}
