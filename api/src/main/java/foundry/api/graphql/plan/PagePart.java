package foundry.api.graphql.plan;

import java.util.List;

/** What is written of a page of a list. */
record PagePart(String name, Ascii key, Included included, Kind kind) implements Member {
  sealed interface Kind {
    record TypeName(Ascii json) implements Kind {}

    record Edges(List<OfEdge> parts) implements Kind {}

    record Nodes(ObjectPlan node) implements Kind {}

    record Info(List<OfInfo> parts) implements Kind {}

    record Total() implements Kind {}
  }

  /** True if it is about the rows of the page; all else is known without them. */
  boolean isOfRows() {
    return switch (kind) {
      case Kind.Edges ignored -> true;
      case Kind.Nodes ignored -> true;
      case Kind.Info ignored -> true;
      case Kind.TypeName ignored -> false;
      case Kind.Total ignored -> false;
    };
  }

  /** What is written of an edge. */
  record OfEdge(String name, Ascii key, Included included, EdgeKind kind) implements Member {}

  sealed interface EdgeKind {
    record TypeName(Ascii json) implements EdgeKind {}

    record Cursor() implements EdgeKind {}

    record Node(ObjectPlan node) implements EdgeKind {}
  }

  /** What is written about where the page lies in the list. */
  record OfInfo(Ascii key, Included included, InfoKind kind) implements Member {}

  sealed interface InfoKind {
    record TypeName(Ascii json) implements InfoKind {}

    record HasNext() implements InfoKind {}

    record HasPrevious() implements InfoKind {}

    record Start() implements InfoKind {}

    record End() implements InfoKind {}
  }
}
