package foundry.api;

import graphql.introspection.Introspection;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Holds an answer to what the schema promises: no null where there is {@code !}, and none where
 * there is {@code @semanticNonNull} unless an error has this path, or one below it.
 */
final class Promises {
  /** A selected field of a type that the object may be of. */
  private record Asked(GraphQLFieldDefinition definition, Field field) {}

  private static final GraphQLSchema SCHEMA = TestTypes.types().schema();

  private final Document document;
  private final List<String> errors;

  private Promises(Document document, List<String> errors) {
    this.document = document;
    this.errors = errors;
  }

  /** Throws, naming the path, if the answer breaks a promise. */
  static void check(String document, JsonNode answer) {
    if (!answer.path("data").isObject()) return;
    var parsed = parsed(document);
    var operations = parsed.map(d -> d.getDefinitionsOfType(OperationDefinition.class));
    if (operations.isEmpty() || operations.get().size() != 1) return;
    var operation = operations.get().getFirst();
    var errors =
        answer.path("errors").valueStream().map(error -> path(error.path("path"))).toList();
    new Promises(parsed.get(), errors)
        .object("", root(operation), List.of(operation.getSelectionSet()), answer.path("data"));
  }

  private static Optional<Document> parsed(String document) {
    try {
      return Optional.of(Parser.parse(document));
    } catch (InvalidSyntaxException e) {
      return Optional.empty();
    }
  }

  private static GraphQLFieldsContainer root(OperationDefinition operation) {
    return switch (operation.getOperation()) {
      case QUERY -> SCHEMA.getQueryType();
      case MUTATION -> SCHEMA.getMutationType();
      case SUBSCRIPTION -> SCHEMA.getSubscriptionType();
    };
  }

  private static String path(JsonNode path) {
    return path.valueStream().map(part -> "/" + part.asString()).collect(Collectors.joining());
  }

  private void object(
      String path, GraphQLFieldsContainer type, List<SelectionSet> selected, JsonNode object) {
    var asked = new LinkedHashMap<String, List<Asked>>();
    selected.forEach(set -> collect(type, set, asked));
    asked.forEach(
        (key, fields) -> {
          // Of a fragment on another type there is nothing in the answer.
          if (object.has(key)) field(path + '/' + key, fields, object.get(key));
        });
  }

  private void collect(
      GraphQLFieldsContainer type, SelectionSet set, Map<String, List<Asked>> asked) {
    for (Selection<?> selection : set.getSelections()) {
      switch (selection) {
        case Field field -> add(type, field, asked);
        case InlineFragment part -> {
          var on = part.getTypeCondition();
          collect(on == null ? type : type(on.getName()), part.getSelectionSet(), asked);
        }
        case FragmentSpread spread -> {
          var fragment = fragment(spread.getName());
          collect(type(fragment.getTypeCondition().getName()), fragment.getSelectionSet(), asked);
        }
        default -> throw new IllegalStateException("cannot be selected: " + selection);
      }
    }
  }

  private FragmentDefinition fragment(String name) {
    return document.getDefinitionsOfType(FragmentDefinition.class).stream()
        .filter(fragment -> fragment.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static GraphQLFieldsContainer type(String name) {
    return (GraphQLFieldsContainer) SCHEMA.getType(name);
  }

  private static void add(
      GraphQLFieldsContainer type, Field field, Map<String, List<Asked>> asked) {
    if (field.getName().startsWith("__")) return;
    var definition = Introspection.getFieldDef(SCHEMA, type, field.getName());
    var key = field.getAlias() == null ? field.getName() : field.getAlias();
    asked.computeIfAbsent(key, ignored -> new ArrayList<>()).add(new Asked(definition, field));
  }

  /** What types promise differently is promised by none. */
  private void field(String path, List<Asked> fields, JsonNode value) {
    int levels = Promised.levels(fields.getFirst().definition().getType());
    for (int level = 0; level < levels; level++) {
      int at = level;
      boolean promised =
          fields.stream().allMatch(asked -> Promised.unlessFailed(asked.definition(), at));
      if (promised) atLevel(path, value, level).forEach(this::assertTold);
    }
    below(path, fields, value);
  }

  private void below(String path, List<Asked> fields, JsonNode value) {
    var type = GraphQLTypeUtil.unwrapAll(fields.getFirst().definition().getType());
    if (!(type instanceof GraphQLFieldsContainer object)) return;
    var selected = fields.stream().map(asked -> asked.field().getSelectionSet()).toList();
    if (value.isArray()) {
      atLevel(path, value, 1).forEach((at, item) -> below(at, fields, item));
    } else if (value.isObject()) {
      object(path, object, selected, value);
    }
  }

  /** The value, or at level 1 the items of its list, by path. */
  private static Map<String, JsonNode> atLevel(String path, JsonNode value, int level) {
    if (level == 0) return Map.of(path, value);
    var items = new LinkedHashMap<String, JsonNode>();
    int index = 0;
    for (var item : value.isArray() ? value : List.<JsonNode>of()) {
      items.putAll(atLevel(path + '/' + index++, item, level - 1));
    }
    return items;
  }

  private void assertTold(String path, JsonNode value) {
    boolean told =
        !value.isNull()
            || errors.stream().anyMatch(e -> e.equals(path) || e.startsWith(path + '/'));
    if (!told) throw new AssertionError("null, without an error that says why: " + path);
  }
}
