package foundry.api.graphql.plan;

import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import graphql.GraphQLContext;
import graphql.GraphQLError;
import graphql.execution.CoercedVariables;
import graphql.execution.ValuesResolver;
import graphql.language.Argument;
import graphql.language.VariableReference;
import graphql.schema.GraphQLFieldDefinition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The arguments of one field: known when the document is compiled, or with its variables. */
final class Arguments {
  private final int memo;
  private final GraphQLFieldDefinition field;
  private final List<Argument> given;
  private final Optional<Map<String, Object>> known;

  /**
   * @param memo a number of their own among all of the document
   */
  Arguments(int memo, GraphQLFieldDefinition field, List<Argument> given) {
    this.memo = memo;
    this.field = field;
    this.given = List.copyOf(given);
    boolean varies = given.stream().anyMatch(argument -> refersToVariable(argument.getValue()));
    this.known = varies ? Optional.empty() : Optional.of(resolve(Map.of()));
  }

  private static boolean refersToVariable(graphql.language.Node<?> value) {
    return value instanceof VariableReference
        || value.getChildren().stream().anyMatch(Arguments::refersToVariable);
  }

  int memo() {
    return memo;
  }

  Optional<Map<String, Object>> known() {
    return known;
  }

  /** Throws a refusal if a variable leaves an argument null that must not be. */
  Map<String, Object> resolve(Map<String, Object> variables) {
    if (field.getArguments().isEmpty()) return Map.of();
    try {
      return ValuesResolver.getArgumentValues(
          field.getArguments(),
          given,
          CoercedVariables.of(variables),
          GraphQLContext.getDefault(),
          Locale.ENGLISH);
    } catch (RuntimeException e) {
      if (!(e instanceof GraphQLError)) throw e;
      throw new Refusal(ErrorCode.INVALID_INPUT, String.valueOf(e.getMessage()));
    }
  }
}
