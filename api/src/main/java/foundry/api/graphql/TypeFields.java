package foundry.api.graphql;

import foundry.api.graphql.plan.Source;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says what the fields of one GraphQL type answer, from an object of one Java type. Where the field
 * is a node, the answer is its UUID, and the node is read with all others of its kind.
 */
public final class TypeFields<T> {
  private final Wiring wiring;
  private final String type;
  private final Function<Object, T> source;

  TypeFields(Wiring wiring, String type, Function<Object, T> source) {
    this.wiring = wiring;
    this.type = type;
    this.source = source;
  }

  /** What the object itself knows. */
  public TypeFields<T> field(String name, Function<T, ? extends @Nullable Object> value) {
    return field(name, (object, call) -> value.apply(object));
  }

  /** What the object knows, with the arguments and the viewer; may be asked after all is read. */
  public TypeFields<T> field(String name, BiFunction<T, Call, ? extends @Nullable Object> value) {
    wiring.source(
        type, name, new Source.Known((object, call) -> value.apply(source.apply(object), call)));
    return this;
  }

  /** What has to be looked up in the request's transaction: {@link Call#reads}. */
  public TypeFields<T> lookup(String name, BiFunction<T, Call, ? extends @Nullable Object> value) {
    wiring.source(
        type, name, new Source.Looked((object, call) -> value.apply(source.apply(object), call)));
    return this;
  }

  /**
   * The edge of a node, by its UUID.
   *
   * @param list the field that is the list: {@code Project.documents}
   */
  public TypeFields<T> edge(
      String name, String list, Function<T, ? extends @Nullable Object> node) {
    wiring.source(
        type, name, new Source.EdgeOf(list, (object, call) -> node.apply(source.apply(object))));
    return this;
  }
}
