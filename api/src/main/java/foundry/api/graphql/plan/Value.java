package foundry.api.graphql.plan;

import foundry.api.graphql.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where, at run time, the value of a selected field is found. */
sealed interface Value {
  /** The same for every object: JSON. */
  record Fixed(Ascii json) implements Value {}

  /** A column of the row; an id with the prefix of its type. */
  record Cell(int index, Optional<String> prefix) implements Value {}

  /** An object made of other cells of the same row. */
  record Inside(ObjectPlan object, Predicate<@Nullable Object[]> present) implements Value {}

  /** Worked out when it is written. */
  record Worked(Work work, Shape shape) implements Value {}

  /** Worked out before, since there is more to be read for it; kept with the object. */
  record Stored(Work work, Shape shape, Room room, int child) implements Value {}

  /** A page of a list, read before and kept with the object. */
  record Page(ListPlan list, Room room, int child) implements Value {}

  /** How a value is worked out from the object's cells and the field's arguments. */
  record Work(
      BiFunction<@Nullable Object[], Call, ? extends @Nullable Object> value,
      Arguments arguments) {}

  /** How a value that was worked out is to be understood. */
  sealed interface Shape {
    record Leaf(Optional<String> prefix) implements Shape {}

    /** An object of Java. */
    record Plain(ObjectPlan object) implements Shape {}

    /** The id of a node; by the prefix of its type. */
    record Reference(Map<String, NodePlan> byPrefix) implements Shape {}

    /** The id of a node, shown as an edge of a list. */
    record EdgeReference(NodePlan node, ListPlan list, List<PagePart.OfEdge> parts)
        implements Shape {}

    record Many(Shape item, boolean required) implements Shape {}

    /** True if there is more to be read before it can be written. */
    default boolean isDeferred() {
      return switch (this) {
        case Leaf ignored -> false;
        case Plain(var object) -> object.isDeferred();
        case Reference ignored -> true;
        case EdgeReference ignored -> true;
        case Many(var item, var ignored) -> item.isDeferred();
      };
    }
  }
}
