package foundry.api;

import graphql.Directives;
import graphql.introspection.Introspection;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.ScalarInfo;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the elements of a schema say of themselves, by path: {@code Query.node.id}. */
final class Descriptions {
  private static final Set<String> SAY_NOTHING = Set.of("a", "an", "the", "its", "this", "of");

  private final Map<String, GraphQLNamedSchemaElement> elements = new TreeMap<>();

  Descriptions(GraphQLSchema schema) {
    schema.getAllTypesAsList().stream().filter(Descriptions::isOurs).forEach(this::addType);
    for (var directive : schema.getDirectives()) {
      if (Directives.isBuiltInDirective(directive)) continue;
      var path = add("@", directive);
      directive.getArguments().forEach(argument -> add(path + '.', argument));
    }
  }

  private static boolean isOurs(GraphQLNamedType type) {
    return !Introspection.isIntrospectionTypes(type)
        && !ScalarInfo.isGraphqlSpecifiedScalar(type.getName());
  }

  private void addType(GraphQLNamedType type) {
    var path = add("", type) + '.';
    switch (type) {
      case GraphQLFieldsContainer fields ->
          fields.getFieldDefinitions().forEach(field -> addField(path, field));
      case GraphQLInputObjectType input -> input.getFields().forEach(field -> add(path, field));
      case GraphQLEnumType values -> values.getValues().forEach(value -> add(path, value));
      default -> {}
    }
  }

  private void addField(String prefix, GraphQLFieldDefinition field) {
    var path = add(prefix, field) + '.';
    field.getArguments().forEach(argument -> add(path, argument));
  }

  private String add(String prefix, GraphQLNamedSchemaElement element) {
    var path = prefix + element.getName();
    elements.put(path, element);
    return path;
  }

  /** The elements that say nothing, or nothing that their name does not say. */
  Set<String> missing() {
    var missing = new TreeSet<String>();
    elements.forEach((path, element) -> missing.addAll(isSaid(element) ? Set.of() : Set.of(path)));
    return missing;
  }

  private static boolean isSaid(GraphQLNamedSchemaElement element) {
    var description = element.getDescription();
    if (description == null) return false;
    return !words(element.getName()).containsAll(words(description));
  }

  /** In lower case, without those that are in every sentence. */
  private static Set<String> words(String text) {
    var apart = text.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    var words = new TreeSet<>(List.of(apart.split("[^a-z0-9]+")));
    words.removeAll(SAY_NOTHING);
    words.remove("");
    return words;
  }
}
