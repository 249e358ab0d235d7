package foundry.api.graphql.plan;

import java.util.Optional;
import org.jooq.Field;
import org.jooq.Table;

/**
 * A type whose objects are rows of a table.
 *
 * @param key never null in a row; the UUID where the type is a node
 * @param prefix of its ids, where it is a node
 */
public record RowType(String name, Table<?> table, Field<?> key, Optional<String> prefix) {}
