package foundry.api.graphql.plan;

import foundry.api.database.Reads;
import foundry.api.database.Statement;
import foundry.api.graphql.errors.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads the pages of a list for all parents at once. */
final class Pages {
  private final Run run;
  private final Reads reads;
  private final Reading below;

  Pages(Run run, Reads reads, Reading below) {
    this.run = run;
    this.reads = reads;
    this.below = below;
  }

  void read(Value.Page page, List<@Nullable Object[]> parents) {
    int at = page.room().at(page.child());
    var open = parents.stream().filter(parent -> parent[at] == null).toList();
    if (open.isEmpty()) return;
    var list = page.list();
    try {
      var asked = Asked.of(list, run.call(list.arguments()).arguments());
      var begun = new ArrayList<Begun>();
      for (var parent : open) begin(list, asked, parent, at).ifPresent(begun::add);
      if (!begun.isEmpty()) fill(list, asked, begun);
    } catch (Refusal refused) {
      for (var parent : open) parent[at] = new Failed(refused);
    }
  }

  /** A parent and the page that is being read for it. */
  @SuppressWarnings("ArrayRecordComponent") // a row is an array, and is never compared
  private record Begun(@Nullable Object[] parent, PageRows page) {}

  private Optional<Begun> begin(ListPlan list, Asked asked, @Nullable Object[] parent, int at) {
    var id = (UUID) Objects.requireNonNull(parent[list.parents().getFirst()]);
    var rows = new PageRows(list, asked, id);
    var foreign = foreign(asked, rows.mark());
    parent[at] = foreign.isPresent() ? new Failed(foreign.get()) : rows;
    return foreign.isPresent() ? Optional.empty() : Optional.of(new Begun(parent, rows));
  }

  private static Optional<Refusal> foreign(Asked asked, long mark) {
    if (asked.after().filter(cursor -> cursor.list() != mark).isPresent()) {
      return Optional.of(Cursor.foreign("after"));
    }
    return asked.before().filter(c -> c.list() != mark).map(c -> Cursor.foreign("before"));
  }

  private void fill(ListPlan list, Asked asked, List<Begun> begun) {
    var values = values(list, asked, begun);
    if (list.includes(run, PagePart::isOfRows)) fill(list, asked, begun, values);
    more(list, asked, begun, values);
  }

  private void fill(
      ListPlan list, Asked asked, List<Begun> begun, Map<String, @Nullable Object> values) {
    int children = list.rows().room().children();
    var found = reads.run(list.pages(asked.variant()), values, children + 1);
    run.count(found.size());
    group(found, begun);
    var all = begun.stream().flatMap(each -> each.page().rows().stream()).toList();
    for (var node : list.nodes()) below.read(node, all);
  }

  /** Rows come with the number of their parent first, and in the order of the parents. */
  private static void group(List<@Nullable Object[]> found, List<Begun> begun) {
    int from = 0;
    for (int parent = 0; parent < begun.size(); parent++) {
      int to = from;
      while (to < found.size() && number(found.get(to)) == parent) to++;
      var rows = new ArrayList<@Nullable Object[]>(to - from);
      for (var row : found.subList(from, to)) rows.add(Arrays.copyOfRange(row, 1, row.length));
      begun.get(parent).page().fill(rows);
      from = to;
    }
  }

  private static int number(@Nullable Object[] row) {
    return Math.toIntExact((Long) Objects.requireNonNull(row[0])) - 1;
  }

  private Map<String, @Nullable Object> values(ListPlan list, Asked asked, List<Begun> begun) {
    var values = values(list, asked);
    for (int key = 0; key < list.parents().size(); key++) {
      int cell = list.parents().get(key);
      var ids = begun.stream().map(each -> (UUID) each.parent()[cell]).toArray(UUID[]::new);
      values.put(Sql.PARENTS + key, ids);
    }
    return values;
  }

  private Map<String, @Nullable Object> values(ListPlan list, Asked asked) {
    var values = below.arguments(list.rows());
    values.putAll(asked.filters());
    values.put(Sql.LIMIT, asked.size() + 1);
    asked.after().ifPresent(cursor -> put(values, Sql.AFTER_VALUE, Sql.AFTER_ID, cursor));
    asked.before().ifPresent(cursor -> put(values, Sql.BEFORE_VALUE, Sql.BEFORE_ID, cursor));
    return values;
  }

  private static void put(
      Map<String, @Nullable Object> values, String value, String id, Cursor cursor) {
    values.put(value, cursor.value());
    values.put(id, cursor.id());
  }

  /** What only some clients ask for. */
  private void more(
      ListPlan list, Asked asked, List<Begun> begun, Map<String, @Nullable Object> values) {
    var variant = asked.variant();
    if (list.includes(run, part -> part.kind() instanceof PagePart.Kind.Total)) {
      each(list.totals(variant), values, begun, (page, n) -> page.total(((Number) n).intValue()));
    }
    boolean info = list.includes(run, part -> part.kind() instanceof PagePart.Kind.Info);
    if (info && list.wanted().previous() && variant.after()) {
      each(list.beyond(variant, true), values, begun, (p, any) -> p.beforeAfter((Boolean) any));
    }
    if (info && list.wanted().next() && variant.before()) {
      each(list.beyond(variant, false), values, begun, (p, any) -> p.afterBefore((Boolean) any));
    }
  }

  private void each(
      Statement statement,
      Map<String, @Nullable Object> values,
      List<Begun> begun,
      BiConsumer<PageRows, Object> take) {
    for (var row : reads.run(statement, values, 0)) {
      take.accept(begun.get(number(row)).page(), Objects.requireNonNull(row[1]));
    }
  }

  /**
   * One node and a page of its list, in one statement. Empty if that cannot be, because of the
   * page's arguments.
   */
  Optional<List<@Nullable Object[]>> readWith(NodePlan plan, Value.Page page, UUID id) {
    var list = page.list();
    if (!list.includes(run, PagePart::isOfRows)) return Optional.empty();
    Asked asked;
    try {
      asked = Asked.of(list, run.call(list.arguments()).arguments());
    } catch (Refusal refused) {
      return Optional.empty(); // told where the page is read for itself
    }
    if (asked.variant().after() || asked.variant().before()) return Optional.empty();
    var values = values(list, asked);
    values.putAll(below.arguments(plan.rows()));
    values.put(Sql.IDS, new UUID[] {id});
    var found =
        reads.run(plan.statementWith(list, asked.variant()), values, list.rows().room().children());
    if (found.isEmpty()) return Optional.of(List.of());
    run.count(found.size());
    return Optional.of(Collections.singletonList(split(plan, page, asked, found)));
  }

  private @Nullable Object[] split(
      NodePlan plan, Value.Page page, Asked asked, List<@Nullable Object[]> found) {
    int width = plan.rows().selected().size();
    var node = Arrays.copyOf(found.getFirst(), width);
    var parent = Arrays.copyOf(node, plan.rows().room().size());
    var list = page.list();
    var rows = new ArrayList<@Nullable Object[]>();
    for (var row : found) {
      var own = Arrays.copyOfRange(row, width, row.length);
      if (own[list.idCell()] != null) rows.add(own);
    }
    var begun = begin(list, asked, parent, page.room().at(page.child())).orElseThrow();
    begun.page().fill(rows);
    more(list, asked, List.of(begun), values(list, asked, List.of(begun)));
    for (var nodes : list.nodes()) below.read(nodes, begun.page().rows());
    return parent;
  }
}
