package foundry.api.contract;

import foundry.api.Promised;
import graphql.Directives;
import graphql.introspection.Introspection;
import graphql.language.AstPrinter;
import graphql.language.Value;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLDirective;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLImplementingType;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputValueDefinition;
import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnionType;
import graphql.schema.InputValueWithState;
import graphql.schema.idl.ScalarInfo;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What clients of an older schema would feel of a newer one, a line each: {@code Project.name: was
 * String!, is String}. What is new and optional is not felt. New values of an enum that is read and
 * new members of a union are: a client may not expect them.
 *
 * <p>graphql-java's own comparison sees neither defaults of input fields nor which argument is
 * gone, and takes a new argument with a default for a required one.
 */
final class SchemaChanges {
  private final SortedSet<String> changes = new TreeSet<>();
  private final GraphQLSchema older;
  private final GraphQLSchema newer;

  private SchemaChanges(GraphQLSchema older, GraphQLSchema newer) {
    this.older = older;
    this.newer = newer;
  }

  static SortedSet<String> between(String older, String newer) {
    var changes = new SchemaChanges(schema(older), schema(newer));
    changes.compareTypes();
    changes.compareDirectives();
    return changes.changes;
  }

  private static GraphQLSchema schema(String sdl) {
    return UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse(sdl));
  }

  private void compareTypes() {
    for (var was : older.getAllTypesAsList()) {
      if (Introspection.isIntrospectionTypes(was)) continue;
      if (ScalarInfo.isGraphqlSpecifiedScalar(was.getName())) continue;
      var is = newer.getType(was.getName());
      if (is == null) {
        felt(was.getName(), "removed");
      } else if (!was.getClass().equals(is.getClass())) {
        felt(was.getName(), "was %s, is %s".formatted(kind(was), kind(is)));
      } else {
        compare(was, (GraphQLNamedType) is);
      }
    }
  }

  private static String kind(GraphQLType type) {
    return type.getClass().getSimpleName().replace("GraphQL", "").replace("Type", "");
  }

  private void compare(GraphQLNamedType was, GraphQLNamedType is) {
    var name = was.getName();
    if (was instanceof GraphQLImplementingType implementing) {
      compareNames(
          name + " implements ",
          implementing.getInterfaces(),
          ((GraphQLImplementingType) is).getInterfaces());
    }
    switch (was) {
      case GraphQLFieldsContainer fields -> compareFields(fields, (GraphQLFieldsContainer) is);
      case GraphQLInputObjectType input ->
          compareInputs(name + ".%s", input.getFields(), ((GraphQLInputObjectType) is).getFields());
      case GraphQLEnumType values -> compareValues(values, (GraphQLEnumType) is);
      case GraphQLUnionType union ->
          compareNames(name + " = ", union.getTypes(), ((GraphQLUnionType) is).getTypes());
      default -> {}
    }
  }

  /** Names that are gone and names that are new. */
  private void compareNames(
      String before,
      Collection<? extends GraphQLNamedSchemaElement> was,
      Collection<? extends GraphQLNamedSchemaElement> is) {
    Map<String, GraphQLNamedSchemaElement> names = byName(was);
    Map<String, GraphQLNamedSchemaElement> newNames = byName(is);
    names.keySet().forEach(name -> feltIf(!newNames.containsKey(name), before + name, "removed"));
    newNames.keySet().forEach(name -> feltIf(!names.containsKey(name), before + name, "new"));
  }

  private void compareValues(GraphQLEnumType was, GraphQLEnumType is) {
    for (GraphQLEnumValueDefinition value : was.getValues()) {
      boolean gone = is.getValue(value.getName()) == null;
      feltIf(gone, was.getName() + '.' + value.getName(), "removed");
    }
    if (!isRead(is)) return;
    for (GraphQLEnumValueDefinition value : is.getValues()) {
      boolean added = was.getValue(value.getName()) == null;
      feltIf(added, was.getName() + '.' + value.getName(), "new");
    }
  }

  /** True if a field answers it: a client that only sends it chooses among what it knows. */
  private boolean isRead(GraphQLEnumType type) {
    return newer.getAllTypesAsList().stream()
        .filter(GraphQLFieldsContainer.class::isInstance)
        .flatMap(each -> ((GraphQLFieldsContainer) each).getFieldDefinitions().stream())
        .anyMatch(field -> GraphQLTypeUtil.unwrapAll(field.getType()).equals(type));
  }

  private void compareFields(GraphQLFieldsContainer was, GraphQLFieldsContainer is) {
    for (GraphQLFieldDefinition field : was.getFieldDefinitions()) {
      var path = was.getName() + '.' + field.getName();
      var now = is.getFieldDefinition(field.getName());
      if (now == null) {
        felt(path, "removed");
        continue;
      }
      compareTypes(path, field.getType(), now.getType(), fits(now.getType(), field.getType()));
      comparePromises(path, field, now);
      compareInputs(path + "(%s)", field.getArguments(), now.getArguments());
    }
  }

  /** Where null meant an error, and need not any more. */
  private void comparePromises(String path, GraphQLFieldDefinition was, GraphQLFieldDefinition is) {
    for (int level = 0; level < Promised.levels(was.getType()); level++) {
      boolean broken =
          Promised.unlessFailed(was, level)
              && !Promised.always(was, level)
              && !Promised.unlessFailed(is, level);
      feltIf(broken, path, "was null only with an error (level %d), is not".formatted(level));
    }
  }

  private void compareInputs(
      String path,
      Collection<? extends GraphQLInputValueDefinition> was,
      Collection<? extends GraphQLInputValueDefinition> is) {
    Map<String, GraphQLInputValueDefinition> values = byName(was);
    Map<String, GraphQLInputValueDefinition> newValues = byName(is);
    values.forEach((name, value) -> compareInput(path.formatted(name), value, newValues.get(name)));
    newValues.forEach(
        (name, value) ->
            feltIf(
                !values.containsKey(name) && isRequired(value),
                path.formatted(name),
                "new, and required"));
  }

  private void compareInput(
      String path, GraphQLInputValueDefinition was, GraphQLInputValueDefinition is) {
    if (is == null) {
      felt(path, "removed");
      return;
    }
    compareTypes(path, was.getType(), is.getType(), fits(was.getType(), is.getType()));
    var by = byDefault(was);
    var byNow = byDefault(is);
    feltIf(!by.equals(byNow), path, "was %s by default, is %s".formatted(by, byNow));
  }

  private void compareTypes(String path, GraphQLType was, GraphQLType is, boolean fits) {
    var change = "was %s, is %s".formatted(print(was), print(is));
    feltIf(!fits, path, change);
  }

  /** True if a value of the one type is always one of the other. */
  private static boolean fits(GraphQLType value, GraphQLType expected) {
    if (GraphQLTypeUtil.isNonNull(expected)) {
      return GraphQLTypeUtil.isNonNull(value) && fits(inner(value), inner(expected));
    }
    if (GraphQLTypeUtil.isNonNull(value)) return fits(inner(value), expected);
    if (GraphQLTypeUtil.isList(value) && GraphQLTypeUtil.isList(expected)) {
      return fits(inner(value), inner(expected));
    }
    return print(value).equals(print(expected));
  }

  private static GraphQLType inner(GraphQLType type) {
    return GraphQLTypeUtil.unwrapOne(type);
  }

  private static String print(GraphQLType type) {
    return GraphQLTypeUtil.simplePrint(type);
  }

  private static boolean isRequired(GraphQLInputValueDefinition value) {
    return GraphQLTypeUtil.isNonNull(value.getType()) && byDefault(value).equals("nothing");
  }

  private static String byDefault(GraphQLInputValueDefinition value) {
    var state =
        switch (value) {
          case GraphQLArgument argument -> argument.getArgumentDefaultValue();
          case GraphQLInputObjectField field -> field.getInputFieldDefaultValue();
          default -> InputValueWithState.NOT_SET;
        };
    return state.isLiteral()
        ? AstPrinter.printAstCompact((Value<?>) Objects.requireNonNull(state.getValue()))
        : "nothing";
  }

  private void compareDirectives() {
    for (GraphQLDirective was : older.getDirectives()) {
      if (Directives.isBuiltInDirective(was)) continue;
      var is = newer.getDirective(was.getName());
      if (is == null) {
        felt('@' + was.getName(), "removed");
      } else {
        compareInputs('@' + was.getName() + "(%s)", was.getArguments(), is.getArguments());
      }
    }
  }

  private static <T extends GraphQLNamedSchemaElement> Map<String, T> byName(
      Collection<? extends T> elements) {
    return elements.stream()
        .collect(Collectors.toMap(GraphQLNamedSchemaElement::getName, Function.identity()));
  }

  private void feltIf(boolean change, String path, String what) {
    if (change) felt(path, what);
  }

  private void felt(String path, String what) {
    changes.add(path + ": " + what);
  }
}
