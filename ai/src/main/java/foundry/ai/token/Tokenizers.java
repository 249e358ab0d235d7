package foundry.ai.token;

import com.knuddels.jtokkit.api.EncodingType;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** The tokenizer of each family. */
public final class Tokenizers {
  private final Function<String, Family> families;
  private final Map<Family, Tokenizer> tokenizers = new EnumMap<>(Family.class);

  /**
   * The factors rest on published comparisons of the families with OpenAI's vocabularies on
   * English, code and other languages (Claude up to 4.6: 16 % more on articles, 21 % on
   * mathematics, 30 % on Python; from 4.7: up to 35 % more than that; Llama 3 extends OpenAI's
   * vocabulary; Gemini and Cohere have larger ones, Mistral's older models a much smaller one),
   * rounded up. The older of OpenAI's vocabularies is the base where a family is weak in languages
   * other than English.
   *
   * @param background loads tables that are wanted soon
   * @param wordPieces counts for the local embedding model
   */
  public Tokenizers(Executor background, ToIntFunction<String> wordPieces) {
    this(background, wordPieces, Family::of);
  }

  /**
   * @param families of models, named as callers do
   */
  public Tokenizers(
      Executor background, ToIntFunction<String> wordPieces, Function<String, Family> families) {
    this.families = families;
    var o200k = new BytePairs(EncodingType.O200K_BASE, background);
    var cl100k = new BytePairs(EncodingType.CL100K_BASE, background);
    tokenizers.put(Family.GPT, o200k);
    tokenizers.put(Family.GPT_4, cl100k);
    tokenizers.put(Family.CLAUDE, new Scaled(cl100k, 130, 80));
    tokenizers.put(Family.CLAUDE_4_7, new Scaled(cl100k, 165, 90));
    tokenizers.put(Family.GEMINI, new Scaled(o200k, 115, 75));
    tokenizers.put(Family.LLAMA, new Scaled(cl100k, 110, 75));
    tokenizers.put(Family.MISTRAL, new Scaled(cl100k, 130, 70));
    tokenizers.put(Family.COHERE, new Scaled(o200k, 120, 75));
    tokenizers.put(Family.BGE, new WordPieces(wordPieces));
    tokenizers.put(Family.OTHER, new Scaled(cl100k, 130, 60));
  }

  /** By what is known of the model, else by its name. */
  public Family family(String model) {
    return families.apply(model);
  }

  public Tokenizer of(Family family) {
    var tokenizer = tokenizers.get(family);
    if (tokenizer == null) throw new IllegalArgumentException(family + " has no tokenizer");
    return tokenizer;
  }

  /**
   * A whole prompt for a model, named as callers or providers do. May take long: never on an event
   * loop.
   */
  public PromptTokens count(String model, foundry.ai.provider.Prompt prompt) {
    var family = family(model);
    return PromptTokens.of(prompt, family, of(family));
  }
}
