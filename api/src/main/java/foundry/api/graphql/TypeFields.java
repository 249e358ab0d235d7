package foundry.api.graphql;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says what the fields of one GraphQL type answer, from an object of one Java type. */
public final class TypeFields<T> {
  private final Wiring wiring;
  private final String type;
  private final Function<Object, T> source;

  TypeFields(Wiring wiring, String type, Function<Object, T> source) {
    this.wiring = wiring;
    this.type = type;
    this.source = source;
  }

  /** A field that the object itself knows. */
  public TypeFields<T> field(String name, Function<T, ? extends @Nullable Object> value) {
    wiring.fetcher(type, name, new Fetchers.Plain<>(source, value));
    return this;
  }

  /** A field that takes arguments or has to be looked up. */
  public TypeFields<T> lookup(String name, BiFunction<T, Call, ? extends @Nullable Object> value) {
    wiring.fetcher(type, name, new Fetchers.Looked<>(source, value));
    return this;
  }
}
