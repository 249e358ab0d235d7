package foundry.api.graphql.plan;

import foundry.api.Limits;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import foundry.api.graphql.relay.GlobalId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/** Which part of a list is asked for: so many from one end, between two cursors, in an order. */
record Asked(
    Variant variant,
    int size,
    Optional<Cursor> after,
    Optional<Cursor> before,
    Map<String, Object> filters) {
  private static final UUID NO_NODE = new UUID(0, 0);

  /** Throws a refusal that names the argument, its value and what was expected. */
  static Asked of(ListPlan list, Map<String, Object> arguments) {
    var first = Optional.ofNullable((Integer) arguments.get("first"));
    var last = Optional.ofNullable((Integer) arguments.get("last"));
    if (first.isPresent() && last.isPresent()) {
      throw invalid(
          "first: %d, last: %d (expected: one of them)".formatted(first.get(), last.get()));
    }
    first.ifPresent(size -> check("first", size));
    last.ifPresent(size -> check("last", size));
    var order = order(list.listing(), arguments);
    var after = cursor(arguments, "after", order);
    var before = cursor(arguments, "before", order);
    var filters = filters(list.listing(), arguments);
    var variant =
        new Variant(
            order,
            last.isPresent(),
            after.isPresent(),
            before.isPresent(),
            List.copyOf(filters.keySet()),
            choices(list.listing(), arguments));
    return new Asked(
        variant,
        last.or(() -> first).orElse(Limits.PAGE_SIZE_DEFAULT),
        after,
        before,
        places(list.listing(), filters));
  }

  private static void check(String argument, int size) {
    if (size >= 1 && size <= Limits.PAGE_SIZE_MAX) return;
    throw invalid("%s: %d (expected: 1..%d)".formatted(argument, size, Limits.PAGE_SIZE_MAX));
  }

  private static Refusal invalid(String message) {
    return new Refusal(ErrorCode.INVALID_PAGINATION, message);
  }

  private static Listing.Order order(Listing listing, Map<String, Object> arguments) {
    var name = arguments.get("orderBy");
    return listing.orders().stream()
        .filter(order -> name == null || order.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the schema has another order: " + name));
  }

  private static Optional<Cursor> cursor(
      Map<String, Object> arguments, String name, Listing.Order order) {
    return Optional.ofNullable(arguments.get(name))
        .map(text -> Cursor.parse(name, (String) text).of(order, name));
  }

  private static Map<String, Object> filters(Listing listing, Map<String, Object> arguments) {
    if (listing.filters().isEmpty()) return Map.of();
    var given = new HashMap<String, Object>();
    for (var name : listing.filters().keySet()) {
      var value = arguments.get(name);
      if (value != null) given.put(name, value);
    }
    return given;
  }

  private static List<@Nullable Object> choices(Listing listing, Map<String, Object> arguments) {
    if (listing.choices().isEmpty()) return List.of();
    var values = new ArrayList<@Nullable Object>();
    for (var name : listing.choices().keySet()) values.add(arguments.get(name));
    return values;
  }

  private static Map<String, Object> places(Listing listing, Map<String, Object> given) {
    var places = new HashMap<String, Object>();
    given.forEach(
        (name, value) -> {
          var filter = Objects.requireNonNull(listing.filters().get(name));
          if (value instanceof String text) check(name, text);
          places.put(filter.place(), bound(value, filter.type()));
        });
    return places;
  }

  private static void check(String argument, String text) {
    int length = text.codePointCount(0, text.length());
    if (length <= Limits.FILTER_CHARACTERS_MAX && text.indexOf('\0') < 0) return;
    throw new Refusal(
        ErrorCode.INVALID_INPUT,
        "%s: %d characters (expected: at most %d, none of them NUL)"
            .formatted(argument, length, Limits.FILTER_CHARACTERS_MAX));
  }

  /** An id that is none of any node finds nothing. */
  private static Object bound(Object value, DataType<?> type) {
    if (value instanceof List<?> many)
      return many.stream().map(String::valueOf).toArray(String[]::new);
    if (type.getType() != UUID.class) return value;
    return GlobalId.parse(String.valueOf(value)).map(GlobalId::value).orElse(NO_NODE);
  }
}
