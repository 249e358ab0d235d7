package foundry.ai.check;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Finds a schema that would be held against the same value again and again, because a reference
 * leads back to where it came from without going into a property or an item on the way.
 */
final class Loops {
  private static final List<String> REFERENCES = List.of("$ref", "$dynamicRef", "$recursiveRef");

  /** Keywords whose schema looks at the value itself and not at a part of it. */
  private static final List<String> ONE = List.of("not", "if", "then", "else");

  /** The same of keywords that have several: a list, or by the names of properties. */
  private static final List<String> SEVERAL =
      List.of("allOf", "anyOf", "oneOf", "dependentSchemas");

  private static final JsonNode NOWHERE = MissingNode.getInstance();

  private enum State {
    OPEN,
    DONE
  }

  private final JsonNode root;
  private final Map<String, JsonNode> anchors = new HashMap<>();
  private final IdentityHashMap<JsonNode, State> states = new IdentityHashMap<>();

  private Loops(JsonNode root) {
    this.root = root;
  }

  /** Where a schema begins that is part of a loop or leads into one. */
  static Optional<String> in(JsonNode schema) {
    var loops = new Loops(schema);
    loops.anchors(schema);
    return loops.search(schema, "");
  }

  private void anchors(JsonNode node) {
    for (String name : List.of("$anchor", "$dynamicAnchor")) {
      if (node.path(name).isString()) anchors.putIfAbsent(node.path(name).stringValue(), node);
    }
    for (var child : node) anchors(child);
  }

  private Optional<String> search(JsonNode node, String place) {
    if (node.isObject() && !ends(node)) return Optional.of(place);
    for (var property : node.properties()) {
      String name = property.getKey().replace("~", "~0").replace("/", "~1");
      var found = search(property.getValue(), place + "/" + name);
      if (found.isPresent()) return found;
    }
    if (!node.isArray()) return Optional.empty();
    for (int i = 0; i < node.size(); i++) {
      var found = search(node.get(i), place + "/" + i);
      if (found.isPresent()) return found;
    }
    return Optional.empty();
  }

  /** Whether all that is held against the same value comes to an end. */
  private boolean ends(JsonNode schema) {
    if (!schema.isObject()) return true;
    var state = states.putIfAbsent(schema, State.OPEN);
    if (state != null) return state == State.DONE;
    for (String name : REFERENCES) {
      if (schema.path(name).isString() && !ends(target(schema.path(name).stringValue()))) {
        return false;
      }
    }
    for (String name : ONE) if (!ends(schema.path(name))) return false;
    for (String name : SEVERAL) {
      for (var one : schema.path(name)) if (!ends(one)) return false;
    }
    states.put(schema, State.DONE);
    return true;
  }

  private JsonNode target(String reference) {
    try {
      String escaped = reference.substring(1).replace("+", "%2B");
      String fragment = URLDecoder.decode(escaped, StandardCharsets.UTF_8);
      if (fragment.isEmpty()) return root;
      if (fragment.startsWith("/")) return root.at(JsonPointer.compile(fragment));
      return anchors.getOrDefault(fragment, NOWHERE);
    } catch (IllegalArgumentException e) {
      return NOWHERE; // which compiling says better
    }
  }
}
