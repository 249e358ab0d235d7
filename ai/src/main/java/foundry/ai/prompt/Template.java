package foundry.ai.prompt;

import foundry.ai.Limits;
import foundry.ai.http.Fields;
import foundry.ai.http.Refused;
import foundry.ai.provider.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** One version of a template, ready to be filled in. Immutable. */
record Template(Map<String, Variable> variables, List<Line> lines) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  /** A message to be. */
  record Line(Message.Role role, List<Piece> pieces) {}

  /** What stands in a message. */
  sealed interface Piece {
    record Words(String text) implements Piece {}

    record Place(String variable) implements Piece {}
  }

  /** Reads {@code variables} and {@code messages}. Throws {@link Refused}. */
  static Template read(Fields body) {
    var variables = new LinkedHashMap<String, Variable>();
    body.object("variables").ifPresent(object -> readVariables(object, variables));
    var lines =
        body.list("messages", Limits.TEMPLATE_MESSAGES_MAX, message -> line(message, variables))
            .orElseThrow(() -> body.missing("messages"));
    if (lines.isEmpty()) throw Refused.field("messages", "empty (expected: at least one)");
    var unused = new HashSet<>(variables.keySet());
    unused.removeAll(used(lines));
    for (String name : unused) {
      throw Refused.field(
          "variables." + name, "used in no message (expected: {{%s}})".formatted(name));
    }
    return new Template(variables, lines);
  }

  private static void readVariables(Fields object, Map<String, Variable> variables) {
    object
        .rest()
        .keySet()
        .forEach(
            name -> {
              if (!NAME.matcher(name).matches()) {
                throw Refused.field(
                    "variables", "a name does not fit (expected: a-z, 0-9, _; at most 40)");
              }
              var fields = object.object(name).orElseThrow(() -> object.missing(name));
              variables.put(name, Variable.read(name, fields));
            });
    if (variables.size() > Limits.TEMPLATE_VARIABLES_MAX) {
      throw Refused.field(
          "variables",
          "%d (expected: at most %d)".formatted(variables.size(), Limits.TEMPLATE_VARIABLES_MAX));
    }
  }

  private static Line line(Fields message, Map<String, Variable> variables) {
    var role = message.choice("role", Message.Role.class);
    String content = message.text("content", Limits.MESSAGE_CHARACTERS_MAX);
    return new Line(role, Syntax.pieces(content, message.path("content"), variables.keySet()));
  }

  private static Set<String> used(List<Line> lines) {
    var used = new HashSet<String>();
    for (var line : lines) {
      for (var piece : line.pieces()) {
        if (piece instanceof Piece.Place(var name)) used.add(name);
      }
    }
    return used;
  }

  /** Puts values in their places, once, from left to right. Throws {@link Refused}. */
  List<Message> filled(Map<String, JsonNode> values, String field) {
    for (String name : values.keySet()) {
      if (variables.containsKey(name)) continue;
      String shown = name.length() <= 40 ? name : name.substring(0, 40);
      throw Refused.field(
          field + "." + shown,
          "unknown (expected: %s)".formatted(String.join(", ", variables.keySet())));
    }
    var texts = new LinkedHashMap<String, String>();
    for (var variable : variables.values())
      texts.put(variable.name(), text(variable, values, field));
    var messages = new ArrayList<Message>(lines.size());
    for (var line : lines) messages.add(Message.of(line.role(), text(line, texts, field)));
    return messages;
  }

  private static String text(Variable variable, Map<String, JsonNode> values, String field) {
    String place = field + "." + variable.name();
    var value = values.get(variable.name());
    if (value != null && !value.isNull()) return variable.text(value, place);
    return variable
        .standard()
        .map(standard -> variable.text(standard, place))
        .orElseThrow(() -> Refused.field(place, "missing"));
  }

  private static String text(Line line, Map<String, String> texts, String field) {
    var text = new StringBuilder();
    for (var piece : line.pieces()) {
      switch (piece) {
        case Piece.Words(var words) -> text.append(words);
        case Piece.Place(var name) -> text.append(texts.get(name));
      }
    }
    if (text.length() <= Limits.MESSAGE_CHARACTERS_MAX) return text.toString();
    throw Refused.field(
        field,
        "a message of %d characters (expected: at most %d)"
            .formatted(text.length(), Limits.MESSAGE_CHARACTERS_MAX));
  }
}
