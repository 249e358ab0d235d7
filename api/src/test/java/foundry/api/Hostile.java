package foundry.api;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.List;

/** What nobody honest sends. */
final class Hostile {
  /** Stands in a body for half of a character, which no text of Java's JSON writer can hold. */
  static final String HALF = "@half@";

  private static final List<Object> TEXTS =
      List.of(
          "",
          " \t ",
          "\u0000",
          "a\u0000b",
          HALF,
          "line\nbreak",
          "\u202Egnp.exe",
          "דליל 😀 ‏",
          "x".repeat(10_000),
          "😀".repeat(10_000),
          "' or 1=1 --",
          "%_\\",
          "../../etc/passwd",
          "prj_" + "0".repeat(32));

  private static final List<Object> NUMBERS =
      List.of(0, -1, 101, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 40, 1.5, "7");
  private static final List<Object> TIMES =
      List.of(
          "2026-02-30T00:00:00Z",
          "+1000000000-12-31T23:59:59Z",
          "-1000000000-01-01T00:00:00Z",
          "0000-01-01T00:00:00Z",
          "now",
          7);
  private static final List<Object> DAYS =
      List.of(
          "2026-02-30",
          "+999999999-12-31",
          "-999999999-01-01",
          "0000-01-01",
          "9998-12-31",
          "today",
          7);
  private static final List<Object> WORDS = List.of("NO_SUCH", "", HALF, 7);

  private Hostile() {}

  /** Values for an argument of this type, most of which do not fit. */
  static List<Object> values(GraphQLInputType type) {
    return switch (type) {
      case GraphQLNonNull required -> values((GraphQLInputType) required.getWrappedType());
      case GraphQLList list -> {
        var many = new ArrayList<Object>();
        for (var each : values((GraphQLInputType) list.getWrappedType())) many.add(List.of(each));
        many.add(List.of());
        yield many;
      }
      case GraphQLEnumType ignored -> WORDS;
      default ->
          switch (GraphQLTypeUtil.simplePrint(type)) {
            case "String", "ID" -> TEXTS;
            case "Int" -> NUMBERS;
            case "DateTime" -> TIMES;
            case "Date" -> DAYS;
            case "Boolean" -> List.of("true", 1);
            default -> throw new AssertionError("nothing hostile is known for " + type);
          };
    };
  }
}
