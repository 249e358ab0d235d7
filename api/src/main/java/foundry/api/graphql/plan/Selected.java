package foundry.api.graphql.plan;

import graphql.language.Argument;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A field as selected on one type, with all places of the document that select it under the same
 * name merged (GraphQL 2025, 6.3.2 CollectFields).
 */
final class Selected {
  /** A selection set and what has to hold for it to count. */
  record Part(SelectionSet set, Included included) {}

  /** The document's fragments, by name, and the schema. */
  record Fragments(GraphQLSchema schema, Map<String, FragmentDefinition> byName) {}

  private final Field field;
  private final List<Part> below = new ArrayList<>();
  private Included included = Included.NEVER;

  private Selected(Field field) {
    this.field = field;
  }

  /** The name in the reply. */
  String key() {
    return field.getAlias() == null ? field.getName() : field.getAlias();
  }

  String name() {
    return field.getName();
  }

  List<Argument> arguments() {
    return field.getArguments();
  }

  Included included() {
    return included;
  }

  /** What is selected below it. */
  List<Part> below() {
    return below;
  }

  /** The fields selected on an object of this type, in the order of the reply. */
  static List<Selected> on(GraphQLObjectType type, List<Part> parts, Fragments fragments) {
    var fields = new LinkedHashMap<String, Selected>();
    for (var part : parts) collect(type, part, fragments, fields);
    return List.copyOf(fields.values());
  }

  private static void collect(
      GraphQLObjectType type, Part part, Fragments fragments, Map<String, Selected> into) {
    for (Selection<?> selection : part.set.getSelections()) {
      switch (selection) {
        case Field field -> add(field, part.included.and(Included.of(field)), into);
        case InlineFragment inline -> {
          if (!applies(inline.getTypeCondition(), type, fragments)) continue;
          var included = part.included.and(Included.of(inline));
          collect(type, new Part(inline.getSelectionSet(), included), fragments, into);
        }
        case FragmentSpread spread -> {
          var fragment = Objects.requireNonNull(fragments.byName.get(spread.getName()));
          if (!applies(fragment.getTypeCondition(), type, fragments)) continue;
          var included = part.included.and(Included.of(spread));
          collect(type, new Part(fragment.getSelectionSet(), included), fragments, into);
        }
        default -> throw new IllegalStateException("unknown selection " + selection.getClass());
      }
    }
  }

  private static void add(Field field, Included included, Map<String, Selected> into) {
    if (included.isNever()) return;
    var key = field.getAlias() == null ? field.getName() : field.getAlias();
    var selected = into.computeIfAbsent(key, ignored -> new Selected(field));
    selected.included = selected.included.or(included);
    if (field.getSelectionSet() != null) {
      selected.below.add(new Part(field.getSelectionSet(), included));
    }
  }

  private static boolean applies(
      @Nullable TypeName condition, GraphQLObjectType type, Fragments fragments) {
    if (condition == null || condition.getName().equals(type.getName())) return true;
    return fragments.schema.getType(condition.getName()) instanceof GraphQLInterfaceType wider
        && fragments.schema.isPossibleType(wider, type);
  }
}
