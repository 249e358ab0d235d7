package foundry.api.graphql.plan;

import foundry.api.database.Reads;
import foundry.api.graphql.Errand;
import foundry.api.graphql.plan.Value.Shape;
import foundry.api.graphql.relay.GlobalId;
import foundry.postgres.DatabaseUnavailable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * The first half of an execution: level by level, reads what hangs on the objects at hand, for all
 * of them at once. What fails is left in its place, to be told when it is written.
 */
final class Reading {
  private final Run run;
  private final Reads reads;
  private final Pages pages;

  Reading(Run run, Reads reads) {
    this.run = run;
    this.reads = reads;
    run.in(reads);
    this.pages = new Pages(run, reads, this);
  }

  /** Reads everything that the plan needs beyond what these objects hold. */
  void read(ObjectPlan plan, List<@Nullable Object[]> objects) {
    if (objects.isEmpty()) return;
    for (var slot : plan.deferred()) {
      if (run.includes(slot.included())) read(slot, objects);
    }
  }

  void read(ObjectPlan.Slot slot, List<@Nullable Object[]> objects) {
    switch (slot.value()) {
      case Value.Stored stored -> store(stored, objects);
      case Value.Page page -> pages.read(page, objects);
      case Value.Inside inside -> {
        var present = objects.stream().filter(inside.present()).toList();
        read(inside.object(), present);
      }
      case Value.Fixed ignored -> {}
      case Value.Cell ignored -> {}
      case Value.Worked ignored -> {}
    }
  }

  private void store(Value.Stored stored, List<@Nullable Object[]> objects) {
    int at = stored.room().at(stored.child());
    var wanted = new Wanted();
    for (var object : objects) object[at] = value(stored, object, wanted);
    wanted.load();
  }

  /** Reads what other services' answers refer to. */
  void readOn() {
    var wanted = new Wanted();
    run.errands().readOn((shape, answer) -> kept(shape, answer, wanted));
    wanted.load();
  }

  private @Nullable Object value(Value.Stored stored, @Nullable Object[] object, Wanted wanted) {
    try {
      var value = stored.work().value().apply(object, run.call(stored.work().arguments()));
      return value instanceof Errand errand
          ? run.errands().add(errand, stored, object)
          : kept(stored.shape(), value, wanted);
    } catch (DataAccessException | DatabaseUnavailable e) {
      throw e; // the transaction is over
    } catch (RuntimeException e) {
      return new Failed(e);
    }
  }

  private static @Nullable Object kept(Shape shape, @Nullable Object value, Wanted wanted) {
    return switch (value) {
      case null -> null;
      case Optional<?> maybe -> kept(shape, maybe.orElse(null), wanted);
      default ->
          switch (shape) {
            case Shape.Leaf ignored -> value;
            case Shape.Plain(var object) -> wanted.object(object, value);
            case Shape.Reference reference -> wanted.node(reference, value);
            case Shape.EdgeReference(var node, var ignored, var parts) ->
                wanted.node(node, (UUID) value);
            case Shape.Many(var item, var required) ->
                ((Collection<?>) value).stream().map(each -> kept(item, each, wanted)).toList();
          };
    };
  }

  /** What one field of many objects refers to. */
  private final class Wanted {
    private final IdentityHashMap<NodePlan, Map<UUID, Found>> nodes = new IdentityHashMap<>();
    private final IdentityHashMap<ObjectPlan, List<@Nullable Object[]>> objects =
        new IdentityHashMap<>();

    @Nullable Object[] object(ObjectPlan plan, Object value) {
      var cells = new @Nullable Object[plan.room().size()];
      cells[0] = value;
      objects.computeIfAbsent(plan, ignored -> new ArrayList<>()).add(cells);
      return cells;
    }

    @Nullable Found node(Shape.Reference reference, Object id) {
      if (id instanceof UUID uuid) {
        return node(reference.byPrefix().values().iterator().next(), uuid);
      }
      var global =
          id instanceof GlobalId known ? Optional.of(known) : GlobalId.parse(String.valueOf(id));
      return global
          .filter(known -> reference.byPrefix().containsKey(known.prefix()))
          .map(
              known ->
                  node(
                      Objects.requireNonNull(reference.byPrefix().get(known.prefix())),
                      known.value()))
          .orElse(null);
    }

    Found node(NodePlan plan, UUID id) {
      return nodes
          .computeIfAbsent(plan, ignored -> new LinkedHashMap<>())
          .computeIfAbsent(id, ignored -> new Found(plan));
    }

    void load() {
      nodes.forEach(Reading.this::load);
      objects.forEach(Reading.this::read);
    }
  }

  private void load(NodePlan plan, Map<UUID, Found> wanted) {
    var list = wanted.size() == 1 ? plan.firstList() : Optional.<Value.Page>empty();
    var rows =
        list.flatMap(page -> pages.readWith(plan, page, wanted.keySet().iterator().next()))
            .orElseGet(() -> reads.run(plan.statement(), values(plan, wanted), children(plan)));
    run.count(rows.size());
    for (var row : rows) {
      var id = (UUID) Objects.requireNonNull(row[plan.idCell()]);
      Objects.requireNonNull(wanted.get(id)).arrived(row);
    }
    read(plan.object(), rows);
  }

  private static int children(NodePlan plan) {
    return plan.rows().room().children();
  }

  private Map<String, @Nullable Object> values(NodePlan plan, Map<UUID, Found> wanted) {
    var values = arguments(plan.rows());
    values.put(Sql.IDS, wanted.keySet().toArray(UUID[]::new));
    return values;
  }

  /** The values of the arguments of joined fields. */
  Map<String, @Nullable Object> arguments(Rows rows) {
    var values = new HashMap<String, @Nullable Object>();
    for (var place : rows.places()) {
      values.put(place.place(), run.call(place.arguments()).arguments().get(place.name()));
    }
    return values;
  }
}
