package foundry.ai.provider;

/**
 * What one asking of one model is billed for.
 *
 * @param model who answered, as callers name it: provider, slash, name
 * @param asked under which name, which is another where a server has names of its own
 */
public record Used(String model, String asked, Outcome.Usage billed) {
  /** By whoever was asked. */
  public Used(String model, Outcome.Usage billed) {
    this(model, model, billed);
  }

  /** The same of whom the server calls so. */
  public Used by(String answered) {
    return new Used(answered, asked, billed);
  }
}
