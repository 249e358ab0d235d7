package foundry.ai.check;

/**
 * One thing about an answer that does not fit.
 *
 * @param place a JSON pointer; names that the schema does not know are stars, since they are
 *     content
 * @param rule the keyword of the schema, or {@code json} where there is no JSON at all
 * @param words for the model, which wrote the content itself; never for a log or an error
 */
public record Misfit(String place, String rule, String words) {
  /** For the caller. */
  public String shown() {
    return (place.isEmpty() ? "/" : place) + " " + rule;
  }
}
