package foundry.api.graphql.plan;

import java.util.List;

/** What is written of one object, in order. */
final class ObjectPlan {
  /**
   * A name in the reply.
   *
   * @param key {@code "name":} as it is written
   */
  record Slot(String name, Ascii key, Included included, Promise promise, Value value)
      implements Member {
    boolean isDeferred() {
      return switch (value) {
        case Value.Stored ignored -> true;
        case Value.Page ignored -> true;
        case Value.Inside inside -> inside.object().isDeferred();
        case Value.Fixed ignored -> false;
        case Value.Cell ignored -> false;
        case Value.Worked ignored -> false;
      };
    }
  }

  private final String type;
  private final Room room;
  private final List<Slot> slots;
  private final List<Slot> deferred;

  ObjectPlan(String type, Room room, List<Slot> slots) {
    this.type = type;
    this.room = room;
    this.slots = List.copyOf(slots);
    this.deferred = slots.stream().filter(Slot::isDeferred).toList();
  }

  String type() {
    return type;
  }

  Room room() {
    return room;
  }

  List<Slot> slots() {
    return slots;
  }

  /** Those for which more has to be read. */
  List<Slot> deferred() {
    return deferred;
  }

  boolean isDeferred() {
    return !deferred.isEmpty();
  }
}
