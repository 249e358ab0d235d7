package foundry.api.graphql.plan;

import foundry.api.graphql.plan.Compiler.Compiled;
import foundry.api.graphql.plan.PagePart.EdgeKind;
import foundry.api.graphql.plan.PagePart.InfoKind;
import foundry.api.graphql.plan.PagePart.Kind;
import foundry.api.graphql.plan.PagePart.OfEdge;
import foundry.api.graphql.plan.PagePart.OfInfo;
import foundry.api.graphql.plan.Value.Shape;
import graphql.language.Argument;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compiles a connection: its rows, its edges and what is said about the page. */
final class Lists {
  private final Compiler compiler;
  private final Sql sql;
  private final List<ObjectPlan> nodes = new ArrayList<>();
  private boolean total;
  private boolean next;
  private boolean previous;

  Lists(Compiler compiler, Sql sql) {
    this.compiler = compiler;
    this.sql = sql;
  }

  ListPlan list(
      GraphQLObjectType connection, Compiled field, String name, Listing listing, Rows.At parent) {
    var type = compiler.rowType(nodeOf(connection, "nodes"));
    var rows = new Rows(type, "c");
    var cells = listing.parentColumns().stream().map(parent::cell).toList();
    return plan(name, listing, type, rows, cells, field, parts(connection, field, rows));
  }

  private ListPlan plan(
      String name,
      Listing listing,
      RowType type,
      Rows rows,
      List<Integer> parents,
      Compiled field,
      List<PagePart> parts) {
    var orders = new HashMap<Listing.Order, ListPlan.Ordered>();
    for (var order : listing.orders()) {
      long mark = Cursor.mark(name + ':' + order.name());
      orders.put(order, new ListPlan.Ordered(rows.main().cell(order.column()), mark));
    }
    return new ListPlan(
        name,
        listing,
        type,
        rows,
        parents,
        rows.main().cell(type.key()),
        Map.copyOf(orders),
        field.arguments(),
        parts,
        List.copyOf(nodes),
        wanted(field),
        sql,
        ListPlan.noStatements());
  }

  /** What lies beyond a cursor is only asked where there may be one. */
  private ListPlan.Wanted wanted(Compiled field) {
    var given = field.selected().arguments().stream().map(Argument::getName).toList();
    return new ListPlan.Wanted(
        total, next && given.contains("before"), previous && given.contains("after"));
  }

  /** The edge of one node, as the list shows it. */
  Shape edge(GraphQLObjectType edge, Compiled field, String name, Listing listing) {
    var object = nodeOf(edge, "node");
    var type = compiler.rowType(object);
    var rows = new Rows(type, "m");
    var parts = edgeParts(edge, field.selected().below(), rows);
    var parents = listing.linked().stream().map(rows.main()::cell).toList();
    var list = plan(name, listing, type, rows, parents, field, List.of());
    var all =
        new ObjectPlan(
            object.getName(),
            rows.room(),
            nodes.stream().flatMap(n -> n.deferred().stream()).toList());
    return new Shape.EdgeReference(new NodePlan(type, rows, all, list.idCell(), sql), list, parts);
  }

  private static GraphQLObjectType nodeOf(GraphQLObjectType type, String field) {
    return (GraphQLObjectType) GraphQLTypeUtil.unwrapAll(type.getFieldDefinition(field).getType());
  }

  private List<PagePart> parts(GraphQLObjectType connection, Compiled field, Rows rows) {
    var parts = new ArrayList<PagePart>();
    for (var selected : Selected.on(connection, field.selected().below(), compiler.fragments())) {
      parts.add(
          new PagePart(
              selected.key(),
              Ascii.key(selected.key()),
              selected.included(),
              kind(connection, selected, rows)));
    }
    return List.copyOf(parts);
  }

  private Kind kind(GraphQLObjectType connection, Selected selected, Rows rows) {
    return switch (selected.name()) {
      case "__typename" -> new Kind.TypeName(Ascii.string(connection.getName()));
      case "edges" -> {
        var edge = nodeOf(connection, "edges");
        yield new Kind.Edges(edgeParts(edge, selected.below(), rows));
      }
      case "nodes" -> new Kind.Nodes(node(nodeOf(connection, "nodes"), selected, rows));
      case "pageInfo" -> new Kind.Info(infoParts(nodeOf(connection, "pageInfo"), selected));
      case "totalCount" -> {
        total = true;
        yield new Kind.Total();
      }
      default -> throw new IllegalStateException("not of a connection: " + selected.name());
    };
  }

  private ObjectPlan node(GraphQLObjectType type, Selected selected, Rows rows) {
    var node = compiler.row(type, selected.below(), rows.main());
    nodes.add(node);
    return node;
  }

  private List<OfEdge> edgeParts(GraphQLObjectType edge, List<Selected.Part> below, Rows rows) {
    var parts = new ArrayList<OfEdge>();
    for (var selected : Selected.on(edge, below, compiler.fragments())) {
      var kind =
          switch (selected.name()) {
            case "__typename" -> new EdgeKind.TypeName(Ascii.string(edge.getName()));
            case "cursor" -> new EdgeKind.Cursor();
            case "node" -> new EdgeKind.Node(node(nodeOf(edge, "node"), selected, rows));
            default -> throw new IllegalStateException("not of an edge: " + selected.name());
          };
      parts.add(new OfEdge(selected.key(), Ascii.key(selected.key()), selected.included(), kind));
    }
    return List.copyOf(parts);
  }

  private List<OfInfo> infoParts(GraphQLObjectType info, Selected pageInfo) {
    var parts = new ArrayList<OfInfo>();
    for (var selected : Selected.on(info, pageInfo.below(), compiler.fragments())) {
      parts.add(
          new OfInfo(Ascii.key(selected.key()), selected.included(), infoKind(info, selected)));
    }
    return List.copyOf(parts);
  }

  private InfoKind infoKind(GraphQLObjectType info, Selected selected) {
    return switch (selected.name()) {
      case "__typename" -> new InfoKind.TypeName(Ascii.string(info.getName()));
      case "hasNextPage" -> {
        next = true;
        yield new InfoKind.HasNext();
      }
      case "hasPreviousPage" -> {
        previous = true;
        yield new InfoKind.HasPrevious();
      }
      case "startCursor" -> new InfoKind.Start();
      case "endCursor" -> new InfoKind.End();
      default -> throw new IllegalStateException("not of a page: " + selected.name());
    };
  }
}
