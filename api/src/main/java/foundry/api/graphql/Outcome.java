package foundry.api.graphql;

import foundry.api.graphql.UserError.Code;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a mutation ended. */
public sealed interface Outcome<P> {
  /** Done; the transaction is committed. */
  record Done<P>(P payload) implements Outcome<P> {}

  /** Not done; whatever was written is undone. */
  record Refused<P>(UserError error) implements Outcome<P> {}

  /** Done, with what the payload tells. */
  static <P> Outcome<P> done(P payload) {
    return new Done<>(payload);
  }

  /** Refused because of a field of the input. */
  static <P> Outcome<P> refused(Code code, String message, String... field) {
    return new Refused<>(new UserError(code, message, field.length == 0 ? null : List.of(field)));
  }

  /** There is no such thing, or not for the viewer: both sound the same. */
  static <P> Outcome<P> notFound(String field, String id) {
    var shown = id.length() > 40 ? id.substring(0, 40) + "..." : id;
    return refused(Code.NOT_FOUND, "%s: nothing found for %s".formatted(field, shown), field);
  }

  /** The viewer's role does not allow it. */
  static <P> Outcome<P> forbidden(String field) {
    return refused(
        Code.FORBIDDEN, "Your role only allows reading (expected: member, admin or owner).", field);
  }

  /**
   * The viewer's role does not allow it.
   *
   * @param expected whose role does: {@code "admin or owner"}
   */
  static <P> Outcome<P> forbidden(String field, String expected) {
    return refused(
        Code.FORBIDDEN, "Your role does not allow it (expected: %s).".formatted(expected), field);
  }

  default Optional<Object> map(Function<P, ? extends @Nullable Object> part) {
    return switch (this) {
      case Done<P>(var payload) -> Optional.ofNullable(part.apply(payload));
      case Refused<P> ignored -> Optional.empty();
    };
  }

  default List<UserError> userErrors() {
    return switch (this) {
      case Done<P> ignored -> List.of();
      case Refused<P>(var error) -> List.of(error);
    };
  }
}
