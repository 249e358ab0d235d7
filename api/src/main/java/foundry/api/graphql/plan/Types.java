package foundry.api.graphql.plan;

import foundry.api.database.Statements;
import foundry.api.graphql.live.LiveField;
import graphql.schema.GraphQLSchema;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The schema and what each of its fields answers.
 *
 * @param rows the types whose objects are rows, by name
 * @param sources by type and field: {@code Project.name}
 */
public record Types(
    GraphQLSchema schema,
    Map<String, RowType> rows,
    Map<String, Source> sources,
    Statements statements) {

  Source source(String type, String field) {
    return Objects.requireNonNull(sources.get(type + '.' + field));
  }

  /** What a field of the subscription type opens. */
  Optional<LiveField> live(String field) {
    return sources.get("Subscription." + field) instanceof Source.Live(var live)
        ? Optional.of(live)
        : Optional.empty();
  }

  @Nullable RowType row(String type) {
    return rows.get(type);
  }

  /** The prefix of the ids of this type. */
  Optional<String> prefix(String type) {
    return Optional.ofNullable(rows.get(type)).flatMap(RowType::prefix);
  }

  /** The list that a field is: {@code Project.documents}. */
  Listing listing(String list) {
    if (sources.get(list) instanceof Source.Many(var listing)) return listing;
    throw new IllegalStateException("no list: " + list);
  }
}
