package foundry.api.graphql;

import foundry.api.database.Cause;
import foundry.api.database.Database;
import foundry.api.database.Reads;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Errors;
import foundry.api.graphql.errors.Refusal;
import foundry.api.graphql.live.Topic;
import foundry.api.graphql.plan.CompiledDocument;
import foundry.api.graphql.plan.Execution;
import foundry.api.graphql.plan.Operation;
import foundry.api.graphql.plan.Response;
import foundry.viewer.UserId;
import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.introspection.Introspection;
import graphql.language.Document;
import graphql.schema.GraphQLSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Runs operations on the calling thread, which must be one that may block. A query reads in one
 * transaction, with one snapshot, and writes its answer after it; every root field of a mutation is
 * done in one of its own, its payload read in the same. What another service is to tell is asked
 * when these are over ({@link Errand}); what its answer refers to is read in one more.
 */
public final class Engine {
  /** What a client asks for: an operation of a document, and its variables. */
  public record Request(
      CompiledDocument document, Operation operation, Map<String, Object> variables) {
    /** What statements are run for. */
    public Cause cause(String requestId) {
      return new Cause(document.id(), operation.name().orElse("unnamed"), requestId);
    }
  }

  private final GraphQL introspector;
  private final Database database;
  private final boolean introspects;

  public Engine(GraphQLSchema schema, Database database, boolean introspects) {
    this.database = database;
    this.introspects = introspects;
    this.introspector =
        GraphQL.newGraphQL(schema)
            .preparsedDocumentProvider((input, ignored) -> prepared(input))
            .build();
  }

  /** Runs a query or a mutation. */
  public Response run(Request request, UserId person, String requestId) {
    var operation = request.operation();
    if (operation.isIntrospection()) return introspect(request, requestId);
    var cause = request.cause(requestId);
    var execution = operation.begin(request.variables(), requestId);
    var done =
        switch (operation.kind()) {
          case QUERY ->
              database.query(
                  person, cause, operation.readsMax() == 1, reads -> read(execution, reads));
          case MUTATION -> {
            execution.write(field -> write(person, cause, field));
            yield execution;
          }
          case SUBSCRIPTION ->
              throw new Refusal(
                  ErrorCode.INVALID_INPUT, "A subscription needs accept: text/event-stream.");
        };
    while (done.ask()) readOn(done, person, cause);
    return done.answer();
  }

  private void readOn(Execution execution, UserId person, Cause cause) {
    database.read(
        person,
        cause,
        reads -> {
          execution.readOn(reads);
          return true;
        });
  }

  /** In an execution of its own, since it may be read twice. */
  private static Execution read(Execution execution, Reads reads) {
    var own = execution.anew();
    own.read(reads);
    return own;
  }

  private void write(UserId person, Cause cause, Consumer<Reads> field) {
    database.write(
        person,
        cause,
        writes -> {
          field.accept(writes);
          return true;
        });
  }

  /** Opens what a subscription is about. Throws a refusal if the viewer may not listen to it. */
  public Topic open(Request request, Reads reads) {
    return request.operation().begin(request.variables(), reads.viewer().requestId()).open(reads);
  }

  /** What a subscription tells of one update. */
  public Response tell(Request request, Reads reads, Object update) {
    return read(request, reads, update).answer();
  }

  /** Reads what a subscription selects of an update. */
  public Execution read(Request request, Reads reads, Object update) {
    var execution = request.operation().begin(request.variables(), reads.viewer().requestId());
    execution.read(reads, update);
    return execution;
  }

  /** The documents were prepared before they got here. */
  private static CompletableFuture<PreparsedDocumentEntry> prepared(ExecutionInput input) {
    Document document = Objects.requireNonNull(input.getGraphQLContext().get(Document.class));
    return CompletableFuture.completedFuture(new PreparsedDocumentEntry(document));
  }

  private Response introspect(Request request, String requestId) {
    var input =
        ExecutionInput.newExecutionInput()
            .query("prepared")
            .operationName(request.operation().name().orElse(null))
            .variables(request.variables())
            .build();
    var context = input.getGraphQLContext();
    context.put(Document.class, request.document().document());
    if (!introspects) context.put(Introspection.INTROSPECTION_DISABLED, true);
    var result = introspector.execute(input);
    var response = new LinkedHashMap<String, Object>();
    var errors =
        result.getErrors().stream().map(error -> Errors.specification(error, requestId)).toList();
    if (!errors.isEmpty()) response.put("errors", errors);
    if (result.isDataPresent()) response.put("data", result.getData());
    return Response.of(response, Errors.code(result.getErrors()));
  }
}
