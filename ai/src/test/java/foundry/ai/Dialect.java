package foundry.ai;

import tools.jackson.databind.JsonNode;

/** A way to ask; one body fits them all. */
enum Dialect {
  FOUNDRY("/v1/generate", "/error/code"),
  OPENAI("/v1/chat/completions", "/error/code"),
  ANTHROPIC("/v1/messages", "/error/type");

  final String path;
  private final String errorPlace;

  Dialect(String path, String errorPlace) {
    this.path = path;
    this.errorPlace = errorPlace;
  }

  /**
   * @param more fields, each with a comma before it
   */
  String body(String model, String more) {
    return "{\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"model\":\"%s\"%s}"
        .formatted(model, more);
  }

  /** The word for the error, in an error of this dialect's own shape. */
  String error(JsonNode reply) {
    if (this == ANTHROPIC && !reply.path("type").asString("").equals("error")) return "no shape";
    if (this == OPENAI && !reply.at("/error").has("param")) return "no shape";
    if (this == FOUNDRY && !reply.at("/error").has("request_id")) return "no shape";
    return reply.at(errorPlace).stringValue();
  }

  /** The three words of one error. */
  String one(String foundry, String openAi, String anthropic) {
    return switch (this) {
      case FOUNDRY -> foundry;
      case OPENAI -> openAi;
      case ANTHROPIC -> anthropic;
    };
  }
}
