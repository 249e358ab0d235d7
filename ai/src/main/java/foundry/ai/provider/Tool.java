package foundry.ai.provider;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A function the model may ask for.
 *
 * @param parameters a JSON Schema of its arguments
 * @param strict whether arguments must fit the schema exactly
 */
public record Tool(
    String name,
    Optional<String> description,
    JsonNode parameters,
    boolean strict,
    Extras extras) {}
