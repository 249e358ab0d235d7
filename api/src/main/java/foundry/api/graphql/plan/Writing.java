package foundry.api.graphql.plan;

import foundry.api.graphql.errors.Errors;
import foundry.api.graphql.plan.ObjectPlan.Slot;
import foundry.api.graphql.plan.PagePart.EdgeKind;
import foundry.api.graphql.plan.PagePart.InfoKind;
import foundry.api.graphql.plan.PagePart.Kind;
import foundry.api.graphql.plan.PagePart.OfEdge;
import foundry.api.graphql.plan.Value.Shape;
import foundry.api.graphql.relay.GlobalId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The second half of an execution: writes what was read, straight to JSON. Each method answers
 * false where the value it was to write has to be null instead, with nothing written: a field that
 * is promised and has no value is an error, and makes its object null if it has {@code !} (GraphQL
 * 2025, 6.4.4).
 */
final class Writing {
  private final Run run;
  private final JsonBytes out;
  private final Deque<Object> path = new ArrayDeque<>();
  private final List<FieldError> errors = new ArrayList<>();

  Writing(Run run, JsonBytes out) {
    this.run = run;
    this.out = out;
  }

  List<FieldError> errors() {
    return errors;
  }

  boolean object(ObjectPlan plan, @Nullable Object[] object) {
    return members(plan.slots(), slot -> field(slot, object));
  }

  /** Writes the members that are included; none of them if one cannot be written. */
  private <M extends Member> boolean members(List<M> members, Predicate<M> writer) {
    int start = out.length();
    char separator = '{';
    for (M member : members) {
      if (!run.includes(member.included())) continue;
      out.raw(separator).raw(member.key());
      separator = ',';
      if (!writer.test(member)) return undone(start);
    }
    if (separator == '{') out.raw('{');
    out.raw('}');
    return true;
  }

  private boolean undone(int start) {
    out.cut(start);
    return false;
  }

  boolean field(Slot slot, @Nullable Object[] object) {
    path.addLast(slot.name());
    try {
      int errorsBefore = errors.size();
      if (value(slot.value(), object)) return true;
      boolean told = errors.size() > errorsBefore;
      if (slot.promise() != Promise.NONE && !told) {
        fail(new IllegalStateException("null at " + path));
      }
      return slot.promise() != Promise.ALWAYS && orNothing(false);
    } finally {
      path.removeLast();
    }
  }

  /** Null where nothing could be written. */
  private boolean orNothing(boolean written) {
    if (!written) out.nothing();
    return true;
  }

  private boolean value(Value value, @Nullable Object[] object) {
    return switch (value) {
      case Value.Fixed(var json) -> {
        out.raw(json);
        yield true;
      }
      case Value.Cell(int index, var prefix) -> leaf(object[index], prefix);
      case Value.Inside(var inside, var present) -> present.test(object) && object(inside, object);
      case Value.Worked(var work, var shape) -> worked(work, shape, object);
      case Value.Stored stored -> shaped(stored.shape(), object[stored.room().at(stored.child())]);
      case Value.Page page -> page(object[page.room().at(page.child())]);
    };
  }

  private boolean worked(Value.Work work, Shape shape, @Nullable Object[] object) {
    Object value;
    try {
      value = work.value().apply(object, run.call(work.arguments()));
    } catch (RuntimeException e) {
      return fail(e);
    }
    return shaped(shape, value);
  }

  private boolean fail(RuntimeException cause) {
    var refusal = Errors.refusal(cause, run.requestId());
    errors.add(new FieldError(refusal, List.copyOf(path)));
    return false;
  }

  private boolean shaped(Shape shape, @Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Failed(var cause) -> fail(cause);
      case Optional<?> maybe -> shaped(shape, maybe.orElse(null));
      default ->
          switch (shape) {
            case Shape.Leaf(var prefix) -> leaf(value, prefix);
            case Shape.Plain(var plan) -> plain(plan, value);
            case Shape.Reference ignored -> found((Found) value);
            case Shape.EdgeReference edge -> edge(edge, (Found) value);
            case Shape.Many(var item, var required) -> many(item, required, (Collection<?>) value);
          };
    };
  }

  private boolean plain(ObjectPlan plan, Object value) {
    return object(plan, value instanceof Object[] cells ? cells : new Object[] {value});
  }

  private boolean found(Found found) {
    var row = found.row();
    return row != null && object(found.plan().object(), row);
  }

  private boolean edge(Shape.EdgeReference edge, Found found) {
    var row = found.row();
    return row != null && edge(edge.parts(), row, () -> PageRows.cursor(edge.list(), row));
  }

  private boolean many(Shape item, boolean required, Collection<?> values) {
    int start = out.length();
    out.raw('[');
    int index = 0;
    for (var value : values) {
      if (index > 0) out.raw(',');
      path.addLast(index++);
      boolean written = shaped(item, value);
      path.removeLast();
      if (!written && required) return undone(start);
      if (!written) out.nothing();
    }
    out.raw(']');
    return true;
  }

  private boolean leaf(@Nullable Object value, Optional<String> prefix) {
    switch (value) {
      case null -> {
        return false;
      }
      case String text -> out.text(text);
      case UUID id -> out.id(prefix.orElseThrow(), id);
      case Integer number -> out.number(number);
      case Long number -> out.number(number);
      case Boolean bool -> out.bool(bool);
      case Instant time -> out.time(time);
      case Double number -> out.ascii(number.toString());
      case Enum<?> name -> out.text(name.name());
      case GlobalId id -> out.text(id.toString());
      case Collection<?> many -> {
        return many(new Shape.Leaf(prefix), true, many);
      }
      default -> throw new IllegalStateException("cannot be written: " + value.getClass());
    }
    return true;
  }

  private boolean page(@Nullable Object value) {
    if (value instanceof Failed(var cause)) return fail(cause);
    var page = (PageRows) Objects.requireNonNull(value);
    return members(page.list().parts(), part -> at(part.name(), () -> part(part.kind(), page)));
  }

  /** Writes what is found under the name. */
  private boolean at(String name, BooleanSupplier writer) {
    path.addLast(name);
    boolean written = writer.getAsBoolean();
    path.removeLast();
    return written;
  }

  private boolean part(Kind kind, PageRows page) {
    switch (kind) {
      case Kind.TypeName(var json) -> out.raw(json);
      case Kind.Total() -> out.number(page.total());
      case Kind.Info(var parts) -> {
        return members(parts, part -> info(part.kind(), page));
      }
      case Kind.Edges(var parts) -> {
        return rows(page.rows(), row -> edge(parts, row, () -> page.cursor(row)));
      }
      case Kind.Nodes(var node) -> {
        return rows(page.rows(), row -> orNothing(object(node, row)));
      }
    }
    return true;
  }

  /** Writes one row of a list. */
  private interface RowWriter {
    boolean write(@Nullable Object[] row);
  }

  private boolean rows(List<@Nullable Object[]> rows, RowWriter writer) {
    int start = out.length();
    out.raw('[');
    int index = 0;
    for (var row : rows) {
      if (index > 0) out.raw(',');
      path.addLast(index++);
      boolean written = writer.write(row);
      path.removeLast();
      if (!written) return undone(start);
    }
    out.raw(']');
    return true;
  }

  /** The cursor is only worked out where it is selected. */
  private boolean edge(List<OfEdge> parts, @Nullable Object[] row, Supplier<String> cursor) {
    return members(parts, part -> edge(part, row, cursor));
  }

  private boolean edge(OfEdge part, @Nullable Object[] row, Supplier<String> cursor) {
    switch (part.kind()) {
      case EdgeKind.TypeName(var json) -> out.raw(json);
      case EdgeKind.Cursor() -> out.text(cursor.get());
      case EdgeKind.Node(var node) -> {
        return at(part.name(), () -> orNothing(object(node, row)));
      }
    }
    return true;
  }

  private boolean info(InfoKind kind, PageRows page) {
    switch (kind) {
      case InfoKind.TypeName(var json) -> out.raw(json);
      case InfoKind.HasNext() -> out.bool(page.hasNext());
      case InfoKind.HasPrevious() -> out.bool(page.hasPrevious());
      case InfoKind.Start() -> cursor(page, page.rows().isEmpty() ? null : page.rows().getFirst());
      case InfoKind.End() -> cursor(page, page.rows().isEmpty() ? null : page.rows().getLast());
    }
    return true;
  }

  private void cursor(PageRows page, @Nullable Object @Nullable [] row) {
    if (row == null) out.nothing();
    else out.text(page.cursor(row));
  }
}
