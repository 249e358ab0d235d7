package foundry.ai.http;

import tools.jackson.databind.JsonNode;

/** What is repeated of a value to the one who sent it: content may be private and long. */
final class Shown {
  private static final int CHARACTERS_MAX = 64;

  private Shown() {}

  /** Numbers and flags as they are, anything else by its size alone. */
  static String of(JsonNode node) {
    if (node.isNumber() || node.isBoolean()) return cut(node.asString());
    if (node.isString()) return "a string of %d characters".formatted(node.stringValue().length());
    return switch (node.getNodeType()) {
      case ARRAY -> "a list of %d".formatted(node.size());
      case OBJECT -> "an object";
      default -> "null";
    };
  }

  static String cut(String text) {
    return text.length() <= CHARACTERS_MAX ? text : text.substring(0, CHARACTERS_MAX) + "...";
  }
}
