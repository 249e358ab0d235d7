package foundry.ai.prompt;

import foundry.ai.Limits;
import foundry.ai.http.Fields;
import foundry.ai.http.Refused;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A place in a template, and what may stand there.
 *
 * @param standard used where no value is given; empty: a value must be given
 * @param charactersMax of a string, or of each in a list
 */
record Variable(
    String name,
    Type type,
    Optional<JsonNode> standard,
    Optional<Double> minimum,
    Optional<Double> maximum,
    int charactersMax,
    int itemsMax,
    List<String> values) {
  enum Type {
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN,
    ENUM,
    STRINGS
  }

  static Variable read(String name, Fields fields) {
    var type = fields.choice("type", Type.class);
    boolean number = type == Type.INTEGER || type == Type.NUMBER;
    boolean text = type == Type.STRING || type == Type.STRINGS;
    double most = Double.MAX_VALUE;
    var variable =
        new Variable(
            name,
            type,
            fields.node("default"),
            number ? fields.optionalDecimal("minimum", -most, most) : Optional.empty(),
            number ? fields.optionalDecimal("maximum", -most, most) : Optional.empty(),
            text
                ? fields.number(
                    "max_length",
                    Limits.TEMPLATE_VALUE_CHARACTERS_DEFAULT,
                    1,
                    Limits.MESSAGE_CHARACTERS_MAX)
                : Limits.TEMPLATE_VALUE_CHARACTERS_DEFAULT,
            type == Type.STRINGS
                ? fields.number("max_items", 20, 1, Limits.TEMPLATE_LIST_ITEMS_MAX)
                : 0,
            type == Type.ENUM
                ? fields.texts("values", Limits.TEMPLATE_LIST_ITEMS_MAX, Limits.ID_CHARACTERS_MAX)
                : List.of());
    fields.done();
    variable.standard.ifPresent(value -> variable.text(value, fields.path("default")));
    return variable;
  }

  /**
   * The value as it stands in the message. Throws {@link Refused}.
   *
   * @param field where the value stands in the request
   */
  String text(JsonNode value, String field) {
    return switch (type) {
      case STRING -> string(value, field);
      case INTEGER -> {
        if (!value.isIntegralNumber()) throw wrong(field, "an integer");
        yield number(value, field);
      }
      case NUMBER -> {
        if (!value.isNumber()) throw wrong(field, "a number");
        yield number(value, field);
      }
      case BOOLEAN -> {
        if (!value.isBoolean()) throw wrong(field, "true or false");
        yield String.valueOf(value.booleanValue());
      }
      case ENUM -> {
        boolean known = value.isString() && values.contains(value.stringValue());
        if (!known) throw wrong(field, "one of " + String.join(", ", values));
        yield value.stringValue();
      }
      case STRINGS -> list(value, field);
    };
  }

  private String string(JsonNode value, String field) {
    if (!value.isString()) throw wrong(field, "a string");
    String text = value.stringValue();
    if (text.length() <= charactersMax) return text;
    throw Refused.field(
        field, "%d characters (expected: at most %d)".formatted(text.length(), charactersMax));
  }

  private String number(JsonNode value, String field) {
    double number = value.doubleValue();
    boolean low = minimum.isPresent() && number < minimum.get();
    boolean high = maximum.isPresent() && number > maximum.get();
    if (low || high || !Double.isFinite(number)) {
      String from = minimum.map(Variable::plain).orElse("");
      throw wrong(field, "%s..%s".formatted(from, maximum.map(Variable::plain).orElse("")));
    }
    return value.decimalValue().stripTrailingZeros().toPlainString();
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** One a line; a line of its own is all a value gets. */
  private String list(JsonNode value, String field) {
    if (!value.isArray() || value.size() > itemsMax) {
      throw wrong(field, "a list of at most %d strings".formatted(itemsMax));
    }
    var lines = new StringBuilder();
    for (int i = 0; i < value.size(); i++) {
      String item = string(value.get(i), "%s[%d]".formatted(field, i));
      if (item.lines().count() > 1) {
        throw wrong("%s[%d]".formatted(field, i), "no line break in a list");
      }
      lines.append(i == 0 ? "" : "\n").append(item.strip());
    }
    return lines.toString();
  }

  private static Refused wrong(String field, String expected) {
    return Refused.field(field, "does not fit (expected: %s)".formatted(expected));
  }
}
