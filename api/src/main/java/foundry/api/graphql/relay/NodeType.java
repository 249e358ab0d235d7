package foundry.api.graphql.relay;

import foundry.api.database.Reads;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;

/** What GraphQL has to know of a node: its type, prefix and table, and how a row becomes one. */
public final class NodeType<R extends Record, N extends Node> {
  /** The table and the column that identifies a row. */
  public record Source<R extends Record>(Table<R> table, TableField<R, UUID> id) {}

  private final Class<N> type;
  private final String prefix;
  private final Source<R> source;
  private final Function<R, N> of;

  /**
   * @param type named like the GraphQL type
   */
  public NodeType(Class<N> type, String prefix, Source<R> source, Function<R, N> of) {
    this.type = type;
    this.prefix = prefix;
    this.source = source;
    this.of = of;
  }

  public String name() {
    return type.getSimpleName();
  }

  public String prefix() {
    return prefix;
  }

  /** A node's row as the node. */
  public N of(R row) {
    return of.apply(row);
  }

  public Source<R> source() {
    return source;
  }

  /** The id as clients see it. */
  public String globalId(UUID id) {
    return new GlobalId(prefix, id).toString();
  }

  /** The node with this id, read in the transaction at hand. */
  public Optional<N> find(Reads reads, String globalId) {
    return GlobalId.parse(prefix, globalId).flatMap(id -> find(reads, id));
  }

  public Optional<N> find(Reads reads, UUID id) {
    return reads.from(source.table()).and(source.id().eq(id)).fetchOptional().map(of);
  }

  /**
   * As {@link #find(Reads, String)}; no other transaction changes the row until this one ends.
   * PostgreSQL hides rows that the viewer may not change from a lock; those are found without.
   */
  public Optional<N> findForUpdate(Reads reads, String globalId) {
    var id = GlobalId.parse(prefix, globalId);
    return id.flatMap(known -> lock(reads, known))
        .or(() -> id.flatMap(known -> find(reads, known)));
  }

  private Optional<N> lock(Reads reads, UUID id) {
    var rows = reads.from(source.table()).and(source.id().eq(id)).forUpdate();
    return rows.fetchOptional().map(of);
  }
}
