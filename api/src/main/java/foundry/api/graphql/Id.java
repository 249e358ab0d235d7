package foundry.api.graphql;

import graphql.GraphQLContext;
import graphql.Scalars;
import graphql.execution.CoercedVariables;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Objects;

/**
 * The scalar ID: a string, or a whole number in its place (GraphQL, 3.5.5). The engine's own takes
 * whatever a variable holds, as its text.
 */
final class Id implements Coercing<Object, Object> {
  private static final Coercing<?, ?> ENGINES = Scalars.GraphQLID.getCoercing();

  static final GraphQLScalarType SCALAR = Scalars.GraphQLID.transform(id -> id.coercing(new Id()));

  private Id() {}

  @Override
  public Object serialize(Object value, GraphQLContext context, Locale locale) {
    return value.toString();
  }

  @Override
  public Object parseValue(Object value, GraphQLContext context, Locale locale) {
    return switch (value) {
      case String text -> text;
      case Integer _, Long _, BigInteger _ -> value.toString();
      case Number number -> throw refused(number.toString());
      case Boolean truth -> throw refused(truth.toString());
      default -> throw refused("an object or a list"); // which may hold anything
    };
  }

  private static CoercingParseValueException refused(String found) {
    return new CoercingParseValueException(found + " (expected: a string or a whole number)");
  }

  @Override
  public Object parseLiteral(
      Value<?> value, CoercedVariables variables, GraphQLContext context, Locale locale) {
    return Objects.requireNonNull(ENGINES.parseLiteral(value, variables, context, locale));
  }

  @Override
  public Value<?> valueToLiteral(Object value, GraphQLContext context, Locale locale) {
    return ENGINES.valueToLiteral(value, context, locale);
  }
}
