package foundry.api.graphql;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.LightDataFetcher;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the engine calls a feature: without reflection, and without an environment if none needs. */
final class Fetchers {
  private Fetchers() {}

  /** A field that the object itself knows. */
  record Plain<T>(Function<Object, T> source, Function<T, ? extends @Nullable Object> value)
      implements LightDataFetcher<Object> {
    @Override
    public @Nullable Object get(
        GraphQLFieldDefinition field,
        Object object,
        Supplier<DataFetchingEnvironment> environment) {
      return value.apply(source.apply(object));
    }

    @Override
    public @Nullable Object get(DataFetchingEnvironment environment) {
      return value.apply(source.apply(Objects.requireNonNull(environment.getSource())));
    }
  }

  /** A field that takes arguments or has to be looked up. */
  record Looked<T>(
      Function<Object, T> source, BiFunction<T, Call, ? extends @Nullable Object> value)
      implements LightDataFetcher<Object> {
    @Override
    public @Nullable Object get(
        GraphQLFieldDefinition field,
        Object object,
        Supplier<DataFetchingEnvironment> environment) {
      return value.apply(source.apply(object), call(environment.get()));
    }

    @Override
    public @Nullable Object get(DataFetchingEnvironment environment) {
      Object object = Objects.requireNonNull(environment.getSource());
      return value.apply(source.apply(object), call(environment));
    }
  }

  /** The field as a feature sees it. */
  static Call call(DataFetchingEnvironment environment) {
    return new Call(request(environment), environment.getArguments());
  }

  static Request request(DataFetchingEnvironment environment) {
    return Objects.requireNonNull(environment.getGraphQlContext().get(Request.class));
  }
}
