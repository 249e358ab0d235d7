package foundry.api.graphql;

import foundry.api.graphql.plan.Source;
import graphql.language.FieldDefinition;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jooq.Field;

/** Whether every field of the schema has a source that can keep what the field promises. */
record Completeness(TypeDefinitionRegistry sdl, Map<String, Source> sources) {
  /** Throws, naming each field that does not fit. */
  void check() {
    var promised = new TreeMap<String, FieldDefinition>();
    Stream.concat(
            sdl.getTypes(ObjectTypeDefinition.class).stream(),
            sdl.objectTypeExtensions().values().stream().flatMap(List::stream))
        .filter(type -> !isOfLists(type.getName()))
        .forEach(type -> add(type, promised));
    var missing = new TreeSet<>(promised.keySet());
    missing.removeAll(sources.keySet());
    refuse("fields without a source", missing);
    var unknown = new TreeSet<>(sources.keySet());
    unknown.removeAll(promised.keySet());
    refuse("sources without a field", unknown);
    var broken = new TreeSet<String>();
    promised.forEach(
        (name, field) -> broken.addAll(isKept(name, field) ? List.of() : List.of(name)));
    refuse("fields that promise a value, of columns that may be null", broken);
    var bold = new TreeSet<String>();
    promised.forEach((name, field) -> bold.addAll(isBold(name, field) ? List.of(name) : List.of()));
    refuse("fields with !, worked out or read for themselves (expected: @semanticNonNull)", bold);
  }

  /** Connections are the same for every list: nobody says what their fields answer. */
  private static boolean isOfLists(String type) {
    return type.endsWith("Connection") || type.endsWith("Edge") || type.equals("PageInfo");
  }

  private static void add(ObjectTypeDefinition type, Map<String, FieldDefinition> promised) {
    for (var field : type.getFieldDefinitions()) {
      promised.put(type.getName() + '.' + field.getName(), field);
    }
  }

  private boolean isKept(String name, FieldDefinition field) {
    boolean isPromised = isRequired(field) || field.hasDirective("semanticNonNull");
    if (!isPromised) return true;
    return switch (sources.get(name)) {
      case Source.Column(Field<?> column) -> !column.getDataType().nullable();
      case Source.Id(Field<?> column, var ignored) -> !column.getDataType().nullable();
      case null, default -> true;
    };
  }

  /** True if it may fail by itself, and would take the whole row with it. */
  private boolean isBold(String name, FieldDefinition field) {
    if (!isRequired(field)) return false;
    return switch (sources.get(name)) {
      case Source.Computed ignored -> true;
      case Source.One ignored -> true;
      case Source.Many ignored -> true;
      case Source.Looked ignored -> true;
      case Source.Away ignored -> true;
      case null, default -> false;
    };
  }

  private static boolean isRequired(FieldDefinition field) {
    return field.getType() instanceof NonNullType;
  }

  private static void refuse(String what, TreeSet<String> names) {
    if (!names.isEmpty()) throw new IllegalStateException(what + ": " + names);
  }
}
