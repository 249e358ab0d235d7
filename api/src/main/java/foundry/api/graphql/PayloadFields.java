package foundry.api.graphql;

import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says what the fields of a mutation's payload answer; a refused mutation answers none of them. */
public final class PayloadFields<P> {
  private final TypeFields<Outcome<P>> fields;

  PayloadFields(TypeFields<Outcome<P>> fields) {
    this.fields = fields.field("userErrors", Outcome::userErrors);
  }

  /** What the payload knows; for a node, its UUID. */
  public PayloadFields<P> field(String name, Function<P, ? extends @Nullable Object> value) {
    fields.field(name, outcome -> outcome.map(value));
    return this;
  }

  /** What has to be looked up in the mutation's transaction: {@link Call#reads}. */
  public PayloadFields<P> lookup(
      String name, BiFunction<P, Call, ? extends @Nullable Object> value) {
    fields.lookup(name, (outcome, call) -> outcome.map(payload -> value.apply(payload, call)));
    return this;
  }

  /**
   * The edge of a node, by its UUID.
   *
   * @param list the field that is the list: {@code Project.documents}
   */
  public PayloadFields<P> edge(String name, String list, Function<P, @Nullable UUID> node) {
    fields.edge(name, list, outcome -> outcome.map(node));
    return this;
  }
}
