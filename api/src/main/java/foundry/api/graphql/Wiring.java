package foundry.api.graphql;

import foundry.api.database.Statements;
import foundry.api.database.Writes;
import foundry.api.graphql.live.LiveField;
import foundry.api.graphql.plan.RowType;
import foundry.api.graphql.plan.Source;
import foundry.api.graphql.plan.Types;
import foundry.api.graphql.relay.NodeType;
import graphql.TypeResolutionEnvironment;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
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
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** Collects the schema of all features and what each field answers; refuses gaps between them. */
public final class Wiring {
  private final TypeDefinitionRegistry sdl = new TypeDefinitionRegistry();
  private final Map<String, RowType> rows = new HashMap<>();
  private final Map<String, Source> sources = new HashMap<>();

  private Wiring() {}

  /**
   * The schema of these features and what its fields answer. Throws if SDL, code and tables do not
   * match.
   */
  public static Types types(List<Feature> features, Statements statements) {
    var wiring = new Wiring();
    features.forEach(feature -> feature.describe(wiring));
    wiring
        .type("UserError", UserError.class)
        .field("code", UserError::code)
        .field("message", UserError::message)
        .field("field", UserError::field);
    return wiring.build(statements);
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

  /** A type whose objects are rows that can be found again by their id. */
  public RowFields node(NodeType<?, ?> node) {
    var source = node.source();
    var type = new RowType(node.name(), source.table(), source.id(), Optional.of(node.prefix()));
    rows.put(type.name(), type);
    return new RowFields(this, type.name());
  }

  /**
   * A type whose objects are rows of a table.
   *
   * @param key a column that is never null
   */
  public RowFields rows(String name, Table<?> table, Field<?> key) {
    rows.put(name, new RowType(name, table, key, Optional.empty()));
    return new RowFields(this, name);
  }

  /** A type whose objects are parts of a row; see {@link RowFields#part}. */
  public RowFields part(String name) {
    return new RowFields(this, name);
  }

  /** A type whose objects are objects of Java. */
  public <T> TypeFields<T> type(String name, Class<T> source) {
    return new TypeFields<>(this, name, source::cast);
  }

  /** A field at the root; for a node, its id as clients write it, or its UUID. */
  public void query(String field, Function<Call, ? extends @Nullable Object> answer) {
    source("Query", field, new Source.Known((root, call) -> answer.apply(call)));
  }

  /**
   * Adds a mutation and the payload fields that every mutation has.
   *
   * @param kept the payload, a record of ids and plain values: kept as JSON for an idempotency key
   */
  public <P> PayloadFields<P> mutation(String field, Class<P> kept, Mutation<P> mutation) {
    var once = new Idempotent<>(field, kept, mutation);
    source(
        "Mutation",
        field,
        new Source.Known((writes, call) -> once.run((Writes) writes, call.input())));
    var payload = Character.toUpperCase(field.charAt(0)) + field.substring(1) + "Payload";
    return new PayloadFields<>(new TypeFields<>(this, payload, Wiring::<P>outcome));
  }

  @SuppressWarnings("unchecked") // a payload's source is what its mutation answered
  private static <P> Outcome<P> outcome(Object source) {
    return (Outcome<P>) source;
  }

  public void live(LiveField field) {
    source("Subscription", field.name(), new Source.Live(field));
  }

  void source(String type, String field, Source source) {
    sources.put(type + '.' + field, source);
  }

  private Types build(Statements statements) {
    new Completeness(sdl, sources).check();
    var runtime =
        RuntimeWiring.newRuntimeWiring()
            .strictMode(false) // for the one scalar that takes the place of the engine's
            .scalar(Id.SCALAR)
            .strictMode(true)
            .scalar(DateTime.SCALAR)
            .scalar(Date.SCALAR)
            .scalar(SafeInt.SCALAR)
            .type("Node", node -> node.typeResolver(Wiring::neverResolved));
    GraphQLSchema schema = new SchemaGenerator().makeExecutableSchema(sdl, runtime.build());
    return new Types(schema, Map.copyOf(rows), Map.copyOf(sources), statements);
  }

  /** Plans know the type of a node by its id; the engine's own execution is for introspection. */
  private static GraphQLObjectType neverResolved(TypeResolutionEnvironment environment) {
    throw new IllegalStateException("no node is executed by the engine: " + environment);
  }
}
