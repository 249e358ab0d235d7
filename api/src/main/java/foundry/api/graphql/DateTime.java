package foundry.api.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;
import graphql.schema.GraphQLScalarType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** The scalar DateTime: an instant in UTC with milliseconds. */
public final class DateTime implements Coercing<Instant, String> {
  public static final GraphQLScalarType SCALAR =
      GraphQLScalarType.newScalar().name("DateTime").coercing(new DateTime()).build();

  /** What four digits can write: beyond it lie times that neither the form nor the database has. */
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private DateTime() {}

  /** As clients read it: {@code 2026-11-22T17:09:00.123Z}. */
  public static String text(Instant instant) {
    return FORM.format(instant);
  }

  @Override
  public String serialize(Object value, GraphQLContext context, Locale locale) {
    if (value instanceof Instant instant) return text(instant);
    throw new CoercingSerializeException("no instant: " + value.getClass());
  }

  @Override
  public Instant parseValue(Object value, GraphQLContext context, Locale locale) {
    Instant instant;
    try {
      instant = Instant.parse(String.valueOf(value));
    } catch (DateTimeParseException e) {
      throw new CoercingParseValueException(value + " (expected: 2026-11-22T17:09:00.123Z)", e);
    }
    if (instant.isBefore(FIRST) || !instant.isBefore(END)) {
      throw new CoercingParseValueException(value + " (expected: a year of 0000 to 9999)");
    }
    return instant;
  }

  @Override
  public Instant parseLiteral(
      Value<?> value, CoercedVariables variables, GraphQLContext context, Locale locale) {
    if (!(value instanceof StringValue text)) {
      throw new CoercingParseLiteralException("a DateTime is written as a string");
    }
    try {
      return parseValue(String.valueOf(text.getValue()), context, locale);
    } catch (CoercingParseValueException e) {
      throw new CoercingParseLiteralException(e.getMessage(), e);
    }
  }
}
