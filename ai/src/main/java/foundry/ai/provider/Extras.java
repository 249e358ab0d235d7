package foundry.ai.provider;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Fields that our own types do not carry, as they came in one dialect. A provider that speaks the
 * dialect gets them back unchanged; another never sees them.
 */
public record Extras(Dialect dialect, Map<String, JsonNode> fields) {
  /** The wire formats that callers speak. */
  public enum Dialect {
    FOUNDRY,
    OPENAI,
    ANTHROPIC
  }

  /** A header of Anthropic's that switches on what is not settled yet; kept among its fields. */
  public static final String ANTHROPIC_BETA = "anthropic-beta";

  public static final Extras NONE = new Extras(Dialect.FOUNDRY, Map.of());

  /** The fields for a provider that speaks this dialect. */
  public Map<String, JsonNode> in(Dialect spoken) {
    return spoken == dialect ? fields : Map.of();
  }
}
