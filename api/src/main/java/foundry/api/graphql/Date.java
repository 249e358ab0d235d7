package foundry.api.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** The scalar Date: a day without a time. */
final class Date implements Coercing<LocalDate, String> {
  static final GraphQLScalarType SCALAR =
      GraphQLScalarType.newScalar().name("Date").coercing(new Date()).build();

  private Date() {}

  @Override
  public String serialize(Object value, GraphQLContext context, Locale locale) {
    return value.toString();
  }

  @Override
  public LocalDate parseValue(Object value, GraphQLContext context, Locale locale) {
    try {
      return LocalDate.parse(String.valueOf(value));
    } catch (DateTimeParseException e) {
      throw new CoercingParseValueException(value + " (expected: 2026-11-22)", e);
    }
  }

  @Override
  public LocalDate parseLiteral(
      Value<?> value, CoercedVariables variables, GraphQLContext context, Locale locale) {
    if (!(value instanceof StringValue text)) {
      throw new CoercingParseLiteralException("a Date is written as a string");
    }
    try {
      return parseValue(String.valueOf(text.getValue()), context, locale);
    } catch (CoercingParseValueException e) {
      throw new CoercingParseLiteralException(e.getMessage(), e);
    }
  }
}
