package foundry.api.graphql.plan;

import static graphql.language.OperationDefinition.Operation.SUBSCRIPTION;

import foundry.api.graphql.Call;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import foundry.api.graphql.limits.DocumentCost;
import foundry.api.graphql.live.LiveField;
import graphql.GraphQLContext;
import graphql.GraphQLError;
import graphql.execution.RawVariables;
import graphql.execution.ValuesResolver;
import graphql.language.Argument;
import graphql.language.Node;
import graphql.language.OperationDefinition;
import graphql.language.VariableReference;
import graphql.schema.GraphQLObjectType;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One operation of a document, compiled. */
public final class Operation {
  private final Types types;
  private final OperationDefinition definition;
  private final ObjectPlan root;
  private final DocumentCost cost;
  private final int memos;
  private final boolean introspection;
  private final boolean personal;
  private final Set<String> variablesBelow;
  private final Optional<LiveField> live;
  private final int readsMax;

  Operation(Types types, OperationDefinition definition, Selected.Fragments fragments) {
    var parts = List.of(new Selected.Part(definition.getSelectionSet(), Included.ALWAYS));
    var compiler = new Compiler(types, fragments);
    this.types = types;
    this.definition = definition;
    this.cost = DocumentCost.of(fragments.byName(), definition);
    var names = Selected.on(rootType(), parts, fragments).stream().map(Selected::name).toList();
    this.introspection = isIntrospection(names);
    this.live = kind() == SUBSCRIPTION ? types.live(names.getFirst()) : Optional.empty();
    this.root = introspection ? nothing() : compile(compiler, parts);
    this.readsMax = Budget.of(root) + compiler.readsBehind();
    this.memos = compiler.memos();
    if (compiler.isAway() && kind() == SUBSCRIPTION) throw notLive();
    this.personal = compiler.isPersonal();
    this.variablesBelow = variablesBelow(definition, fragments);
  }

  /** The variables that are used anywhere but in the arguments of the root's fields. */
  private static Set<String> variablesBelow(
      OperationDefinition definition, Selected.Fragments fragments) {
    var names = new TreeSet<String>();
    for (Node<?> root : definition.getSelectionSet().getChildren()) {
      for (Node<?> part : root.getChildren()) {
        if (!(part instanceof Argument)) collect(part, names);
      }
    }
    fragments.byName().values().forEach(fragment -> collect(fragment, names));
    return names;
  }

  private static void collect(Node<?> node, Set<String> names) {
    if (node instanceof VariableReference variable) names.add(variable.getName());
    for (Node<?> child : node.getChildren()) collect(child, names);
  }

  /** True if what it reads is the same for everybody who may see it. */
  public boolean isShared() {
    return !personal;
  }

  /** Of these variables, those that decide what is selected below the root. */
  public Map<String, Object> below(Map<String, Object> variables) {
    var below = new HashMap<>(variables);
    below.keySet().retainAll(variablesBelow);
    return below;
  }

  private ObjectPlan compile(Compiler compiler, List<Selected.Part> parts) {
    return switch (kind()) {
      case QUERY, SUBSCRIPTION -> compiler.plain(rootType(), parts);
      case MUTATION -> compiler.mutation(rootType(), parts);
    };
  }

  private static ObjectPlan nothing() {
    return new ObjectPlan("Query", new Room(1), List.of());
  }

  private GraphQLObjectType rootType() {
    var schema = types.schema();
    return Objects.requireNonNull(
        switch (kind()) {
          case QUERY -> schema.getQueryType();
          case MUTATION -> schema.getMutationType();
          case SUBSCRIPTION -> schema.getSubscriptionType();
        });
  }

  private static boolean isIntrospection(List<String> names) {
    boolean any = names.contains("__schema") || names.contains("__type");
    if (any && !names.stream().allMatch(name -> name.startsWith("__"))) {
      throw new Refusal(
          ErrorCode.INVALID_INPUT, "introspection: beside other fields (expected: alone)");
    }
    return any;
  }

  /** An update is told within the transaction that read it, and that waits for nobody. */
  private static Refusal notLive() {
    return new Refusal(
        ErrorCode.INVALID_INPUT,
        "subscription: holds what another service is asked for (expected: in a query)");
  }

  public OperationDefinition.Operation kind() {
    return definition.getOperation();
  }

  public Optional<String> name() {
    return Optional.ofNullable(definition.getName());
  }

  /** True if it asks about the schema, which nobody but the engine can tell. */
  public boolean isIntrospection() {
    return introspection;
  }

  /** How many rows it may ask for. */
  public DocumentCost cost() {
    return cost;
  }

  /**
   * How many statements it reads with at most, beside the one that says who asks; for a mutation,
   * those that read its payload.
   */
  public int readsMax() {
    return readsMax;
  }

  ObjectPlan root() {
    return root;
  }

  /** Begins an execution. Throws a refusal if the variables do not fit. */
  public Execution begin(Map<String, Object> variables, String requestId) {
    return new Execution(this, new Run(requestId, coerced(variables), memos));
  }

  private Map<String, Object> coerced(Map<String, Object> variables) {
    if (definition.getVariableDefinitions().isEmpty()) return Map.of();
    try {
      return ValuesResolver.coerceVariableValues(
              types.schema(),
              definition.getVariableDefinitions(),
              RawVariables.of(variables),
              GraphQLContext.getDefault(),
              Locale.ENGLISH)
          .toMap();
    } catch (RuntimeException e) {
      if (!(e instanceof GraphQLError)) throw e;
      throw new Refusal(ErrorCode.INVALID_INPUT, String.valueOf(e.getMessage()));
    }
  }

  /** The subscription's field. */
  LiveField live() {
    return live.orElseThrow(() -> new IllegalStateException("no subscription: " + name()));
  }

  /** The subscription's arguments. */
  Call call(Run run) {
    return switch (root.slots().getFirst().value()) {
      case Value.Stored stored -> run.call(stored.work().arguments());
      case Value.Worked worked -> run.call(worked.work().arguments());
      default -> throw new IllegalStateException("no subscription");
    };
  }
}
