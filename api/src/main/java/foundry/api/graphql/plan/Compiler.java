package foundry.api.graphql.plan;

import foundry.api.graphql.Call;
import foundry.api.graphql.Errand;
import foundry.api.graphql.plan.ObjectPlan.Slot;
import foundry.api.graphql.plan.Selected.Fragments;
import foundry.api.graphql.plan.Value.Shape;
import foundry.api.graphql.plan.Value.Work;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** Turns what one operation selects into plans; every statement is rendered at its first run. */
final class Compiler {
  private final Types types;
  private final Fragments fragments;
  private final Sql sql;
  private int memos;
  private boolean personal;
  private boolean away;
  private int readsBehind;

  Compiler(Types types, Fragments fragments) {
    this.types = types;
    this.fragments = fragments;
    this.sql = new Sql(types.statements());
  }

  /** How many fields take arguments. */
  int memos() {
    return memos;
  }

  /** The fields of a mutation: each is worked out in a transaction, before anything is written. */
  ObjectPlan mutation(GraphQLObjectType type, List<Selected.Part> parts) {
    var room = new Room(1);
    var slots = new ArrayList<Slot>();
    for (var selected : Selected.on(type, parts, fragments)) {
      slots.add(slot(type, selected, field -> stored(known(field, room), room)));
    }
    return new ObjectPlan(type.getName(), room, slots);
  }

  private static Value stored(Value value, Room room) {
    return value instanceof Value.Worked(var work, var shape)
        ? new Value.Stored(work, shape, room, room.addChild())
        : value;
  }

  /** True if what is read depends on the person who asks, not on their organizations alone. */
  boolean isPersonal() {
    return personal;
  }

  /** True if it asks other services. */
  boolean isAway() {
    return away;
  }

  /** Statements that say once more who asks: what other services answer is read on by itself. */
  int readsBehind() {
    return readsBehind;
  }

  /** Objects of Java: what is written of them. */
  ObjectPlan plain(GraphQLObjectType type, List<Selected.Part> parts) {
    var room = new Room(1);
    var slots = new ArrayList<Slot>();
    for (var selected : Selected.on(type, parts, fragments)) {
      slots.add(slot(type, selected, field -> known(field, room)));
    }
    return new ObjectPlan(type.getName(), room, slots);
  }

  /** What a field is to be compiled from. */
  record Compiled(
      Source source, GraphQLFieldDefinition definition, Selected selected, Arguments arguments) {}

  private Slot slot(
      GraphQLObjectType type,
      Selected selected,
      java.util.function.Function<Compiled, Value> value) {
    if (selected.name().equals("__typename")) {
      return slot(selected, Promise.ALWAYS, new Value.Fixed(Ascii.string(type.getName())));
    }
    var definition = type.getFieldDefinition(selected.name());
    var source = types.source(type.getName(), selected.name());
    var arguments = new Arguments(memos++, definition, selected.arguments());
    var compiled = new Compiled(source, definition, selected, arguments);
    return slot(selected, Promise.of(definition), value.apply(compiled));
  }

  private static Slot slot(Selected selected, Promise promise, Value value) {
    return new Slot(selected.key(), Ascii.key(selected.key()), selected.included(), promise, value);
  }

  private Value known(Compiled field, Room room) {
    return switch (field.source()) {
      case Source.Known(var value) ->
          worked(field, (row, call) -> value.apply(Objects.requireNonNull(row[0]), call), room);
      case Source.Looked(var value) -> {
        personal = true;
        yield stored(
            worked(field, (row, call) -> value.apply(Objects.requireNonNull(row[0]), call), room),
            room);
      }
      case Source.EdgeOf(var list, var id) -> {
        var shape = edge(field, list);
        Work work =
            new Work(
                (row, call) -> id.apply(Objects.requireNonNull(row[0]), call), field.arguments());
        yield new Value.Stored(work, shape, room, room.addChild());
      }
      case Source.Live ignored -> worked(field, (row, call) -> row[0], room);
      default -> throw new IllegalStateException("not of an object of Java: " + field.source());
    };
  }

  private Value worked(
      Compiled field,
      BiFunction<@Nullable Object[], Call, ? extends @Nullable Object> value,
      Room room) {
    var shape = shape(field.definition().getType(), field.selected());
    var work = new Work(value, field.arguments());
    return shape.isDeferred()
        ? new Value.Stored(work, shape, room, room.addChild())
        : new Value.Worked(work, shape);
  }

  private Shape shape(GraphQLType type, Selected selected) {
    return switch (GraphQLTypeUtil.unwrapNonNull(type)) {
      case GraphQLList list -> {
        var item = list.getWrappedType();
        yield new Shape.Many(shape(item, selected), item instanceof GraphQLNonNull);
      }
      case GraphQLInterfaceType wider -> reference(wider, selected);
      case GraphQLObjectType object when isNode(object) -> reference(object, selected);
      case GraphQLObjectType object -> new Shape.Plain(plain(object, selected.below()));
      default -> new Shape.Leaf(Optional.empty());
    };
  }

  private boolean isNode(GraphQLObjectType type) {
    return types.prefix(type.getName()).isPresent();
  }

  private Shape reference(GraphQLNamedType type, Selected selected) {
    var plans = new HashMap<String, NodePlan>();
    List<GraphQLObjectType> possible =
        type instanceof GraphQLInterfaceType wider
            ? types.schema().getImplementations(wider)
            : List.of((GraphQLObjectType) type);
    for (var object : Objects.requireNonNull(possible)) {
      var row = rowType(object);
      plans.put(row.prefix().orElseThrow(), node(object, row, selected.below()));
    }
    return new Shape.Reference(Map.copyOf(plans));
  }

  private NodePlan node(GraphQLObjectType type, RowType row, List<Selected.Part> parts) {
    var rows = new Rows(row, "m");
    int idCell = rows.main().cell(row.key());
    return new NodePlan(row, rows, row(type, parts, rows.main()), idCell, sql);
  }

  private Shape edge(Compiled field, String list) {
    var edge = (GraphQLObjectType) GraphQLTypeUtil.unwrapAll(field.definition().getType());
    var lists = new Lists(this, sql);
    return lists.edge(edge, field, list, types.listing(list));
  }

  /** Rows: what is written of them. */
  ObjectPlan row(GraphQLObjectType type, List<Selected.Part> parts, Rows.At at) {
    var slots = new ArrayList<Slot>();
    for (var selected : Selected.on(type, parts, fragments)) {
      slots.add(slot(type, selected, field -> ofRow(type, field, at)));
    }
    return new ObjectPlan(type.getName(), at.rows().room(), slots);
  }

  private Value ofRow(GraphQLObjectType type, Compiled field, Rows.At at) {
    return switch (field.source()) {
      case Source.Column(var column) -> new Value.Cell(at.cell(column), Optional.empty());
      case Source.Id(var column, var name) -> new Value.Cell(at.cell(column), types.prefix(name));
      case Source.Computed(var columns, var value) -> {
        var cells = cells(columns, at);
        BiFunction<@Nullable Object[], Call, @Nullable Object> work =
            (row, call) -> value.apply(new Cells(row, columns, cells), call);
        yield worked(field, work, at.rows().room());
      }
      case Source.Away(var columns, var errand) -> away(field, columns, errand, at);
      case Source.One one -> one(field, one, at);
      case Source.Part(var columns, var present) -> {
        var cells = cells(columns, at);
        yield new Value.Inside(
            row(object(field), field.selected().below(), at),
            row -> present.test(new Cells(row, columns, cells)));
      }
      case Source.Many(var listing) -> {
        var name = type.getName() + '.' + field.definition().getName();
        var list = new Lists(this, sql).list(object(field), field, name, listing, at);
        yield new Value.Page(list, at.rows().room(), at.rows().room().addChild());
      }
      default -> throw new IllegalStateException("not of a row: " + field.source());
    };
  }

  private Value away(
      Compiled field, List<Field<?>> columns, BiFunction<Cells, Call, Errand> errand, Rows.At at) {
    var cells = cells(columns, at);
    var shape = shape(field.definition().getType(), field.selected());
    away = true;
    if (shape.isDeferred()) readsBehind++;
    var work =
        new Work(
            (row, call) -> errand.apply(new Cells(row, columns, cells), call), field.arguments());
    return new Value.Stored(work, shape, at.rows().room(), at.rows().room().addChild());
  }

  private Value one(Compiled field, Source.One one, Rows.At at) {
    var target = rowType(object(field));
    var keys = at.rows().keys(at, field.arguments(), sql::readable);
    var joined = at.rows().join(at, one, target.table(), keys);
    int presence = joined.cell(target.key());
    Predicate<@Nullable Object[]> present = row -> row[presence] != null;
    return new Value.Inside(row(object(field), field.selected().below(), joined), present);
  }

  private static int[] cells(List<Field<?>> columns, Rows.At at) {
    return columns.stream().mapToInt(at::cell).toArray();
  }

  static GraphQLObjectType object(Compiled field) {
    return (GraphQLObjectType) GraphQLTypeUtil.unwrapAll(field.definition().getType());
  }

  Fragments fragments() {
    return fragments;
  }

  RowType rowType(GraphQLObjectType type) {
    var row = Objects.requireNonNull(types.row(type.getName()));
    personal |= types.statements().isPersonal(row.table());
    return row;
  }
}
