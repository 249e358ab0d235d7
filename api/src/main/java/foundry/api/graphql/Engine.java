package foundry.api.graphql;

import foundry.api.Limits;
import foundry.api.database.Database;
import foundry.api.database.Reads;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Errors;
import foundry.api.graphql.errors.Refusal;
import foundry.api.graphql.live.Opening;
import foundry.api.viewer.Viewer;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.execution.AsyncExecutionStrategy;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.ResultNodesInfo;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.introspection.Introspection;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Runs operations on the calling thread, which must be one that may block. A query reads in one
 * transaction, with one snapshot; every root field of a mutation writes in one of its own.
 */
public final class Engine {
  /** One operation to run. */
  public record Operation(Document document, @Nullable String name, Map<String, Object> variables) {
    /** The operation's definition; refused if the name does not single one out. */
    public OperationDefinition definition() {
      var all = document.getDefinitionsOfType(OperationDefinition.class);
      var fitting = all.stream().filter(o -> name == null || name.equals(o.getName())).toList();
      if (fitting.size() == 1) return fitting.getFirst();
      throw new Refusal(
          ErrorCode.INVALID_INPUT,
          "operationName: %s (expected: one of the document's %d operations)"
              .formatted(name == null ? "none" : name, all.size()));
    }
  }

  private final GraphQL graphql;
  private final Database database;
  private final boolean introspects;

  public Engine(GraphQLSchema schema, Database database, boolean introspects) {
    this.database = database;
    this.introspects = introspects;
    DataFetcherExceptionHandler failures =
        parameters ->
            Errors.handle(
                parameters,
                Fetchers.request(parameters.getDataFetchingEnvironment()).viewer().requestId());
    this.graphql =
        GraphQL.newGraphQL(schema)
            .defaultDataFetcherExceptionHandler(failures)
            .subscriptionExecutionStrategy(new AsyncExecutionStrategy(failures))
            .preparsedDocumentProvider(Engine::prepared)
            .build();
  }

  /** The documents were prepared before they got here. */
  private static CompletableFuture<PreparsedDocumentEntry> prepared(
      ExecutionInput input, Object ignored) {
    Document document = Objects.requireNonNull(input.getGraphQLContext().get(Document.class));
    return CompletableFuture.completedFuture(new PreparsedDocumentEntry(document));
  }

  /** Runs a query or a mutation; answers the response as the specification writes it. */
  public Map<String, Object> run(Operation operation, Viewer viewer) {
    return switch (operation.definition().getOperation()) {
      case QUERY -> database.read(viewer, reads -> run(operation, Request.reading(reads), null));
      case MUTATION -> run(operation, Request.writing(database, viewer), null);
      case SUBSCRIPTION ->
          throw new Refusal(
              ErrorCode.INVALID_INPUT, "A subscription needs accept: text/event-stream.");
    };
  }

  /** Runs a subscription's selection once, in the transaction at hand. */
  public Map<String, Object> run(Operation operation, Reads reads, Opening opening) {
    return run(operation, Request.reading(reads), opening);
  }

  private Map<String, Object> run(Operation operation, Request request, @Nullable Opening opening) {
    var input =
        ExecutionInput.newExecutionInput()
            .query("prepared")
            .operationName(operation.name())
            .variables(operation.variables())
            .build();
    var context = input.getGraphQLContext();
    context.put(Document.class, operation.document());
    context.put(Request.class, request);
    context.put(ResultNodesInfo.MAX_RESULT_NODES, Limits.RESULT_NODES_MAX);
    if (opening != null) context.put(Opening.class, opening);
    if (!introspects) context.put(Introspection.INTROSPECTION_DISABLED, true);
    var result = graphql.execute(input);
    ResultNodesInfo size = context.get(ResultNodesInfo.RESULT_NODES_INFO);
    if (size != null && size.isMaxResultNodesExceeded()) {
      throw new Refusal(
          ErrorCode.LIMIT_EXCEEDED,
          "values in the answer: more than %d (ask for less at once)"
              .formatted(Limits.RESULT_NODES_MAX));
    }
    return specification(result, request.viewer().requestId());
  }

  private static Map<String, Object> specification(ExecutionResult result, String requestId) {
    var response = new LinkedHashMap<String, Object>();
    if (!result.getErrors().isEmpty()) {
      response.put(
          "errors",
          result.getErrors().stream().map(e -> Errors.specification(e, requestId)).toList());
    }
    if (result.isDataPresent()) response.put("data", result.getData());
    return response;
  }

  /** The first error's code of a response that has errors. */
  public static Optional<ErrorCode> errorCode(Map<String, Object> response) {
    if (!(response.get("errors") instanceof List<?> errors) || errors.isEmpty()) {
      return Optional.empty();
    }
    if (!(errors.getFirst() instanceof Map<?, ?> first)) return Optional.empty();
    return first.get("extensions") instanceof Map<?, ?> extensions
        ? Optional.of(ErrorCode.valueOf(String.valueOf(extensions.get("code"))))
        : Optional.empty();
  }
}
