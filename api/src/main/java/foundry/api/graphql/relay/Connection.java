package foundry.api.graphql.relay;

import foundry.api.graphql.Call;
import foundry.api.graphql.Request;
import java.util.Collections;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.impl.DSL;

/**
 * A page of a list, newest first, by keyset: {@code (created_at, id)} strictly after and before the
 * cursors, one row more than asked for to know whether there is more. What only some clients ask
 * for (the total, what lies beyond a cursor) is read when it is asked for.
 */
public final class Connection<R extends Record, N extends Node> implements Page {
  /** A list: its name, with the id of what it belongs to, and the rows in it. */
  public record Rows(String name, Condition condition) {}

  private final NodeType<R, N> type;
  private final Rows rows;
  private final PageArguments page;
  private final Request request;
  private final List<Edge> edges;
  private final boolean cut;

  private Connection(NodeType<R, N> type, Rows rows, Call call) {
    long list = Cursor.list(rows.name());
    this.type = type;
    this.rows = rows;
    this.page = PageArguments.of(call, list);
    this.request = call.request();
    request.countPage();
    var nodes = read();
    this.cut = nodes.size() > page.size();
    var kept = cut ? nodes.subList(0, page.size()) : nodes;
    if (page.backward()) Collections.reverse(kept);
    kept.forEach(node -> request.keep(type.byId(), node.uuid(), node));
    this.edges = kept.stream().map(n -> new Edge(Cursor.of(list, n).toString(), n)).toList();
  }

  /** Reads the page that the call asks for. */
  public static <R extends Record, N extends Node> Connection<R, N> of(
      NodeType<R, N> type, Rows rows, Call call) {
    return new Connection<>(type, rows, call);
  }

  /** The edge of a node that was just added to the list. */
  public static Edge edge(String listName, Node node) {
    return new Edge(Cursor.of(Cursor.list(listName), node).toString(), node);
  }

  private List<N> read() {
    var order = List.of(type.source().createdAt(), type.source().id());
    var sorted = order.stream().map(f -> page.backward() ? f.asc() : f.desc()).toList();
    return request.read(
        reads ->
            reads
                .from(type.source().table())
                .and(rows.condition())
                .and(page.after().map(this::following).orElse(DSL.noCondition()))
                .and(page.before().map(this::preceding).orElse(DSL.noCondition()))
                .orderBy(sorted)
                .limit(page.size() + 1)
                .fetch(type::of));
  }

  private Condition following(Cursor cursor) {
    return DSL.row(type.source().createdAt(), type.source().id()).lt(cursor.time(), cursor.id());
  }

  private Condition preceding(Cursor cursor) {
    return DSL.row(type.source().createdAt(), type.source().id()).gt(cursor.time(), cursor.id());
  }

  @Override
  public List<Edge> edges() {
    return edges;
  }

  @Override
  public boolean hasNextPage() {
    boolean more = !page.backward() && cut;
    return more || page.before().map(c -> exists(preceding(c).not())).orElse(false);
  }

  @Override
  public boolean hasPreviousPage() {
    boolean more = page.backward() && cut;
    return more || page.after().map(c -> exists(following(c).not())).orElse(false);
  }

  private boolean exists(Condition condition) {
    var table = type.source().table();
    return request.read(
        reads ->
            reads
                .select(List.of(DSL.one()), table)
                .and(rows.condition())
                .and(condition)
                .limit(1)
                .fetchOptional()
                .isPresent());
  }

  @Override
  public int totalCount() {
    return request.read(reads -> reads.count(type.source().table(), rows.condition()));
  }
}
