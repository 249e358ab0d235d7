package foundry.api.graphql.relay;

import foundry.api.Reply;
import foundry.api.Scene;
import foundry.api.TestApi;
import foundry.api.TestApi.Person;
import foundry.api.graphql.relay.PagedList.Row;
import foundry.api.graphql.relay.PagingCase.Asked;
import foundry.api.graphql.relay.PagingCase.Edit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Some cases of one list, step by step together: one request asks for a page of each of them. */
final class PagingBatch {
  /** As many as the schema allows fields at the root. */
  static final int SIZE = 10;

  /** A case, with the organization, project and person that it has for itself. */
  private record Slot(PagingCase walk, UUID org, UUID project, Person person, UUID personId) {}

  /** A row and where it belongs. */
  private record Belonging(Row row, Slot slot) {}

  /** What a slot asks for at one time. */
  private record Step(Slot slot, Asked page, Asked probe) {}

  private final Connection connection;
  private final PagedList list;
  private final List<Slot> slots = new ArrayList<>();

  PagingBatch(Connection connection, PagedList list) {
    this.connection = connection;
    this.list = list;
  }

  /** Throws an error with the case's history if one of them does not hold. */
  void run(List<PagingCase> cases) throws SQLException {
    open(cases);
    apply(slots, slot -> slot.walk().begin());
    while (true) {
      var open = slots.stream().filter(slot -> !slot.walk().isOver()).toList();
      if (open.isEmpty()) return;
      if (list.isOf("User")) open.forEach(slot -> ask(List.of(slot)));
      else ask(open);
      apply(open, slot -> slot.walk().edit());
    }
  }

  /** One person asks for all, but where the list is the person's own. */
  private void open(List<PagingCase> cases) throws SQLException {
    var person = TestApi.person("Pia");
    for (var walk : cases) {
      var who = list.isOf("User") ? TestApi.person("Pia") : person;
      slots.add(new Slot(walk, UUID.randomUUID(), UUID.randomUUID(), who, who.id()));
    }
    var orgs = ids(Slot::org);
    run(
        "insert into app.organization (id, name) select unnest(?::uuid[]), 'Paging'",
        (Object) orgs);
    run("delete from app.organization_limit where org_id = any(?)", (Object) orgs);
    if (list.isOf("User")) return;
    var own =
        "insert into app.membership (org_id, user_id, role) select unnest(?::uuid[]), ?, 'OWNER'";
    run(own, orgs, person.id());
    if (!list.isInProject()) return;
    run(
        "insert into app.project (id, org_id, owner_id, name) select unnest(?::uuid[]), unnest(?::uuid[]), ?, 'p'",
        ids(Slot::project),
        orgs,
        person.id());
  }

  private UUID[] ids(Function<Slot, UUID> id) {
    return slots.stream().map(id).toArray(UUID[]::new);
  }

  private void apply(List<Slot> open, Function<Slot, Edit> edits) throws SQLException {
    var come = new ArrayList<Belonging>();
    var go = new ArrayList<UUID>();
    for (var slot : open) {
      var edit = edits.apply(slot);
      for (var row : edit.come()) come.add(new Belonging(row, slot));
      go.addAll(edit.go());
    }
    if (!come.isEmpty()) for (var insert : list.sql().inserts()) insert(insert, come);
    if (!go.isEmpty()) run(list.sql().delete(), (Object) go.toArray(UUID[]::new));
  }

  private void insert(String sql, List<Belonging> rows) throws SQLException {
    run(
        PagedList.ROWS + sql,
        rows.stream().map(each -> each.row().id()).toArray(UUID[]::new),
        rows.stream().map(each -> each.slot().org()).toArray(UUID[]::new),
        rows.stream().map(each -> each.slot().project()).toArray(UUID[]::new),
        rows.stream().map(each -> each.slot().personId()).toArray(UUID[]::new),
        rows.stream().map(each -> each.row().at().toString()).toArray(String[]::new),
        rows.stream().map(each -> each.row().name()).toArray(String[]::new),
        rows.stream().map(each -> each.row().number()).toArray(Integer[]::new));
  }

  private void run(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) statement.setObject(i + 1, bound(values[i]));
      statement.execute();
    }
  }

  private Object bound(Object value) throws SQLException {
    return switch (value) {
      case UUID[] ids -> connection.createArrayOf("uuid", ids);
      case String[] texts -> connection.createArrayOf("text", texts);
      case Integer[] numbers -> connection.createArrayOf("int4", numbers);
      default -> value;
    };
  }

  private void ask(List<Slot> open) {
    var steps = open.stream().map(s -> new Step(s, s.walk().page(), s.walk().probe())).toList();
    var reply = open.getFirst().person().query(document(open.size()), variables(steps));
    for (int i = 0; i < steps.size(); i++) check(steps.get(i), i, reply);
  }

  private void check(Step step, int index, Reply reply) {
    var walk = step.slot().walk();
    try {
      if (!reply.errorCodes().isEmpty()) throw new AssertionError(reply.toString());
      walk.checkPage(step.page(), reply.data("/r%d/%s".formatted(index, list.name())));
      walk.checkProbe(step.probe(), reply.data("/r%d/probe".formatted(index)));
    } catch (AssertionError e) {
      throw new PagingPropertyTest.Broken(walk, e);
    }
  }

  private Map<String, Object> variables(List<Step> steps) {
    var variables = new HashMap<String, Object>();
    for (int i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      var slot = step.slot();
      if (list.isOf("Project")) variables.put("id" + i, Scene.id("prj", slot.project()));
      if (list.isOf("Organization")) variables.put("id" + i, Scene.id("org", slot.org()));
      put(variables, "w" + i, step.page());
      put(variables, "p" + i, step.probe());
    }
    return variables;
  }

  private static void put(Map<String, Object> variables, String name, Asked asked) {
    variables.put(name + "First", asked.first().orElse(null));
    variables.put(name + "Last", asked.last().orElse(null));
    variables.put(name + "After", asked.after().map(PagingCase.Place::cursor).orElse(null));
    variables.put(name + "Before", asked.before().map(PagingCase.Place::cursor).orElse(null));
    variables.put(name + "Total", asked.total());
  }

  private String document(int count) {
    var declared = new StringBuilder();
    var fields = new StringBuilder();
    for (int i = 0; i < count; i++) {
      if (!list.isOf("User")) declared.append("$id%d: ID! ".formatted(i));
      for (var name : List.of("w" + i, "p" + i)) declared.append(DECLARED.replace("#", name));
      fields.append("r%d: %s {".formatted(i, parent(i)));
      fields.append(list.name()).append(selected("w" + i));
      fields.append(" probe: ").append(list.name()).append(selected("p" + i));
      fields.append("}\n");
    }
    return "query(%s) {\n%s}".formatted(declared, fields);
  }

  private String parent(int i) {
    if (list.isOf("User")) return "viewer";
    return (list.isOf("Project") ? "project" : "organization") + "(id: $id%d)".formatted(i);
  }

  private static final String DECLARED =
      "$#First: Int $#Last: Int $#After: String $#Before: String $#Total: Boolean!\n";

  private String selected(String name) {
    var order = list.order().isEmpty() ? "" : " orderBy: " + list.order();
    return """
        (first: $#First last: $#Last after: $#After before: $#Before%s %s) {
          edges { cursor node { id } }
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          totalCount @include(if: $#Total) }
        """
        .formatted(order, list.filter())
        .replace("#", name);
  }
}
