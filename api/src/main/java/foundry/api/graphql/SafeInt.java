package foundry.api.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.util.Locale;

/** The scalar SafeInt: a whole number up to 2^53. Only told, so far: no argument takes one. */
final class SafeInt implements Coercing<Long, Long> {
  static final GraphQLScalarType SCALAR =
      GraphQLScalarType.newScalar().name("SafeInt").coercing(new SafeInt()).build();

  private SafeInt() {}

  @Override
  public Long serialize(Object value, GraphQLContext context, Locale locale) {
    return ((Number) value).longValue();
  }

  @Override
  public Long parseValue(Object value, GraphQLContext context, Locale locale) {
    throw new CoercingParseValueException("no argument is a SafeInt");
  }

  @Override
  public Long parseLiteral(
      Value<?> value, CoercedVariables variables, GraphQLContext context, Locale locale) {
    throw new CoercingParseLiteralException("no argument is a SafeInt");
  }
}
