package foundry.api.graphql;

import foundry.api.graphql.live.LiveField;
import foundry.api.graphql.live.Opening;
import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.schema.DataFetcher;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLSchema;
import graphql.schema.TypeResolver;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects the schema of all features and what each field answers; refuses gaps between them. */
public final class Wiring {
  private final TypeDefinitionRegistry sdl = new TypeDefinitionRegistry();
  private final Map<FieldCoordinates, DataFetcher<?>> fetchers = new HashMap<>();
  private final Map<Class<?>, String> nodes = new HashMap<>();

  private Wiring() {}

  /** The schema of these features. Throws if SDL and code do not match. */
  public static GraphQLSchema schema(List<Feature> features) {
    var wiring = new Wiring();
    features.forEach(feature -> feature.describe(wiring));
    wiring
        .type("UserError", UserError.class)
        .field("code", UserError::code)
        .field("message", UserError::message)
        .field("field", UserError::field);
    return wiring.build();
  }

  /** Adds the SDL beside the class. */
  public void sdl(Class<?> feature, String file) {
    try (InputStream in = feature.getResourceAsStream(file)) {
      if (in == null) throw new IllegalStateException(file + " is missing beside " + feature);
      sdl.merge(new SchemaParser().parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  public <T> TypeFields<T> type(String name, Class<T> source) {
    return new TypeFields<>(this, name, source::cast);
  }

  /** Objects of this class are nodes of the type named. */
  public void node(Class<?> source, String type) {
    nodes.put(source, type);
  }

  public void query(String field, Function<Call, ? extends @Nullable Object> answer) {
    fetcher("Query", field, environment -> answer.apply(Fetchers.call(environment)));
  }

  /**
   * Adds a mutation and the payload fields that every mutation has.
   *
   * @param kept the payload, a record of ids and plain values: kept as JSON for an idempotency key
   */
  public <P> PayloadFields<P> mutation(String field, Class<P> kept, Mutation<P> mutation) {
    var once = new Idempotent<>(field, kept, mutation);
    fetcher("Mutation", field, environment -> run(once, Fetchers.call(environment)));
    var payload = Character.toUpperCase(field.charAt(0)) + field.substring(1) + "Payload";
    return new PayloadFields<>(new TypeFields<>(this, payload, Wiring::<P>outcome));
  }

  public void live(LiveField field) {
    fetcher(
        "Subscription",
        field.name(),
        environment ->
            Objects.requireNonNull(environment.getGraphQlContext().<Opening>get(Opening.class))
                .answer(field, Fetchers.call(environment)));
  }

  @SuppressWarnings("unchecked") // a payload's source is what its mutation answered
  private static <P> Outcome<P> outcome(Object source) {
    return (Outcome<P>) source;
  }

  private static <P> Outcome<P> run(Mutation<P> mutation, Call call) {
    try {
      return call.request().write(writes -> orUndo(mutation.run(writes, call.input())));
    } catch (Undone undone) {
      return new Outcome.Refused<>(undone.error);
    }
  }

  private static <P> Outcome<P> orUndo(Outcome<P> outcome) {
    if (outcome instanceof Outcome.Refused<P>(var error)) throw new Undone(error);
    return outcome;
  }

  /** Carries a refusal out of the transaction, which is how a transaction is undone. */
  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient UserError error;

    Undone(UserError error) {
      super(error.message(), null, false, false);
      this.error = error;
    }
  }

  void fetcher(String type, String field, DataFetcher<?> fetcher) {
    fetchers.put(FieldCoordinates.coordinates(type, field), fetcher);
  }

  private GraphQLSchema build() {
    check();
    var code = GraphQLCodeRegistry.newCodeRegistry();
    fetchers.forEach(code::dataFetcher);
    TypeResolver resolver =
        environment -> {
          Object node = Objects.requireNonNull(environment.getObject());
          var type = nodes.get(node.getClass());
          return environment.getSchema().getObjectType(Objects.requireNonNull(type));
        };
    var runtime =
        RuntimeWiring.newRuntimeWiring()
            .scalar(DateTime.SCALAR)
            .type("Node", node -> node.typeResolver(resolver))
            .codeRegistry(code);
    return new SchemaGenerator().makeExecutableSchema(sdl, runtime.build());
  }

  private void check() {
    var promised = new TreeMap<String, FieldCoordinates>();
    Stream.concat(
            sdl.getTypes(ObjectTypeDefinition.class).stream(),
            sdl.objectTypeExtensions().values().stream().flatMap(List::stream))
        .forEach(type -> promised.putAll(coordinates(type)));
    Set<String> gaps = new TreeSet<>();
    promised.forEach((name, at) -> gaps.addAll(fetchers.containsKey(at) ? Set.of() : Set.of(name)));
    if (!gaps.isEmpty()) throw new IllegalStateException("fields without a fetcher: " + gaps);
    fetchers.keySet().forEach(at -> gaps.add(at.getTypeName() + '.' + at.getFieldName()));
    gaps.removeAll(promised.keySet());
    if (!gaps.isEmpty()) throw new IllegalStateException("fetchers without a field: " + gaps);
  }

  private static Map<String, FieldCoordinates> coordinates(ObjectTypeDefinition type) {
    var coordinates = new HashMap<String, FieldCoordinates>();
    for (FieldDefinition field : type.getFieldDefinitions()) {
      coordinates.put(
          type.getName() + '.' + field.getName(),
          FieldCoordinates.coordinates(type.getName(), field.getName()));
    }
    return coordinates;
  }
}
