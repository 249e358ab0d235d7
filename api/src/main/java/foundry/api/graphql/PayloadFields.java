package foundry.api.graphql;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says what the fields of a mutation's payload answer; a refused mutation answers none of them. */
public final class PayloadFields<P> {
  private final TypeFields<Outcome<P>> fields;

  PayloadFields(TypeFields<Outcome<P>> fields) {
    this.fields = fields.field("userErrors", Outcome::userErrors);
  }

  public PayloadFields<P> field(String name, Function<P, ? extends @Nullable Object> value) {
    fields.field(name, outcome -> outcome.map(value));
    return this;
  }

  public PayloadFields<P> lookup(
      String name, BiFunction<P, Call, ? extends @Nullable Object> value) {
    fields.lookup(name, (outcome, call) -> outcome.map(payload -> value.apply(payload, call)));
    return this;
  }
}
