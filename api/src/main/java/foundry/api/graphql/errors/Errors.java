package foundry.api.graphql.errors;

import foundry.api.database.NotAllowed;
import foundry.api.storage.StorageUnavailable;
import foundry.postgres.DatabaseUnavailable;
import graphql.ErrorClassification;
import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.validation.GoodFaithIntrospectionExceeded;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever went wrong into errors that say what the caller may know, and logs the rest. */
public final class Errors {
  /** What is said of a failure that is our own. */
  private static final String MASKED = "Something went wrong on our side.";

  /** A statement, a transaction that waits for us, a transaction as a whole. */
  private static final Set<String> TIMEOUTS = Set.of("57014", "25P03", "25P04");

  /** Lost connections, too little of something, shutting down, and losing against somebody else. */
  private static final List<String> PASSING = List.of("08", "53", "57P", "40001", "40P01", "55P03");

  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  private Errors() {}

  /** What the caller may know of a failure; logs what they may not. */
  public static Refusal refusal(Throwable failure, String requestId) {
    var cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case Refusal refusal -> refusal;
      case GoodFaithIntrospectionExceeded tooMuch ->
          new Refusal(
              ErrorCode.LIMIT_EXCEEDED,
              "introspection: %s".formatted(tooMuch.toBadFaithError().getMessage()));
      case NotAllowed notAllowed -> {
        LOG.warn("{} was stopped by a policy: {}", requestId, notAllowed.getMessage());
        yield new Refusal(ErrorCode.FORBIDDEN, "Not allowed.");
      }
      case DatabaseUnavailable unavailable -> ofDatabase(unavailable, requestId);
      case StorageUnavailable unavailable -> {
        LOG.error("{} failed", requestId, unavailable);
        yield new Refusal(ErrorCode.UNAVAILABLE, "The file storage does not answer right now.");
      }
      case DataAccessException failed -> ofDatabase(failed, requestId);
      default -> masked(cause, requestId);
    };
  }

  /** By PostgreSQL's code (appendix A of its manual): not all that it refuses is our fault. */
  private static Refusal ofDatabase(RuntimeException failed, String requestId) {
    String state = failed.getCause() instanceof SQLException cause ? cause.getSQLState() : null;
    if (state != null && TIMEOUTS.contains(state)) {
      LOG.warn("{} was stopped by a timeout of the database: {}", requestId, state);
      return new Refusal(ErrorCode.TIMEOUT, "That took too long. Ask for less at once.");
    }
    boolean passing = state != null && PASSING.stream().anyMatch(state::startsWith);
    if (passing || failed instanceof DatabaseUnavailable) {
      LOG.error("{} failed", requestId, failed);
      return new Refusal(ErrorCode.UNAVAILABLE, "The service is not available right now.");
    }
    return masked(failed, requestId);
  }

  private static Refusal masked(Throwable cause, String requestId) {
    LOG.error("{} failed", requestId, cause);
    return new Refusal(ErrorCode.INTERNAL, MASKED);
  }

  /** One error as the specification writes it, with code and request id. */
  public static Map<String, Object> specification(GraphQLError error, String requestId) {
    var code = code(error);
    var map = new LinkedHashMap<>(error.toSpecification());
    if (code == ErrorCode.INTERNAL) map.put("message", MASKED);
    map.put("extensions", Map.of("code", code.name(), "requestId", requestId));
    return map;
  }

  /** One field's error as the specification writes it. */
  public static Map<String, Object> specification(
      Refusal refusal, List<Object> path, String requestId) {
    var map = new LinkedHashMap<String, Object>();
    map.put("message", refusal.reason());
    map.put("path", path);
    map.put("extensions", Map.of("code", refusal.code().name(), "requestId", requestId));
    return map;
  }

  /** The first error's code, if there is one. */
  public static Optional<ErrorCode> code(List<? extends GraphQLError> errors) {
    return errors.stream().findFirst().map(error -> code(error));
  }

  /** A response that is one error and nothing else. */
  public static Map<String, Object> response(Refusal refusal, String requestId) {
    var error =
        Map.of(
            "message",
            refusal.reason(),
            "extensions",
            Map.of("code", refusal.code().name(), "requestId", requestId));
    return Map.of("errors", List.of(error));
  }

  private static ErrorCode code(GraphQLError error) {
    Object given = error.getExtensions() == null ? null : error.getExtensions().get("code");
    if (given instanceof String name) return ErrorCode.valueOf(name);
    ErrorClassification type = error.getErrorType();
    return type instanceof ErrorType known ? code(known) : ErrorCode.INTERNAL;
  }

  private static ErrorCode code(ErrorType type) {
    return switch (type) {
      case InvalidSyntax, ValidationError, OperationNotSupported -> ErrorCode.INVALID_INPUT;
      case ExecutionAborted -> ErrorCode.LIMIT_EXCEEDED;
      case DataFetchingException, NullValueInNonNullableField -> ErrorCode.INTERNAL;
    };
  }
}
