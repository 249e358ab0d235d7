package foundry.api.graphql.relay;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.graphql.relay.PagedList.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A random walk through one list, from one end to the other, while rows come and go; beside it the
 * same list in memory, which says what each page has to be.
 */
final class PagingCase {
  /** A row's place, as a reply told it; the row may be gone since. */
  record Place(String cursor, Row row) {}

  /** The arguments of one page. Neither size: as many as the schema says. */
  record Asked(
      Optional<Integer> first,
      Optional<Integer> last,
      Optional<Place> after,
      Optional<Place> before,
      boolean total) {
    int size() {
      return first.or(() -> last).orElse(20);
    }

    boolean isBackward() {
      return last.isPresent();
    }
  }

  /** Rows that come and rows that go. */
  record Edit(List<Row> come, List<UUID> go) {}

  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.999997Z");
  private static final List<String> NAMES =
      List.of(
          "alpha", "ALPHA", "Alpha", "alpha 2", "Ärger", "ärger", "ΩMEGA", "\uFB00", "😀", "שלום",
          "a", "A");
  private static final int EDITS_MAX = 6;

  private final PagedList list;
  private final Random random;
  private final int keys;
  private final boolean backward;
  private final boolean bounded;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Place> places = new TreeMap<>();
  private final List<Row> walked = new ArrayList<>();
  private final Set<Row> lasting = new HashSet<>();
  private final StringBuilder history = new StringBuilder();
  private Optional<Place> reached = Optional.empty();
  private Optional<Place> bound = Optional.empty();
  private boolean looking;
  private int made;
  private int edits;
  private boolean over;

  PagingCase(PagedList list, long seed) {
    this.list = list;
    this.random = new Random(seed);
    this.keys = 1 + random.nextInt(5);
    this.backward = random.nextBoolean();
    this.bounded = random.nextInt(5) < 2;
    this.looking = bounded;
  }

  PagedList list() {
    return list;
  }

  boolean isOver() {
    return over;
  }

  /** All that has happened, for whoever looks into a failure. */
  String history() {
    return history.toString();
  }

  Edit begin() {
    int count = random.nextInt(6) == 0 ? random.nextInt(2) : random.nextInt(25);
    var begun = new Edit(come(count), List.of());
    lasting.addAll(begun.come());
    return begun;
  }

  private List<Row> come(int count) {
    var come = new ArrayList<Row>();
    while (come.size() < count && made < list.rowsMax()) {
      var at = TIME.plus(random.nextInt(keys), ChronoUnit.MICROS);
      var name = NAMES.get(random.nextInt(Math.min(NAMES.size(), keys * 3)));
      come.add(new Row(new UUID(random.nextLong(), random.nextLong()), at, name, made++));
    }
    rows.addAll(come);
    for (var row : come) history.append("+ ").append(row).append('\n');
    return come;
  }

  /**
   * What happens between two pages. The row that the walk has come to goes more often than others.
   */
  Edit edit() {
    if (edits++ >= EDITS_MAX) return new Edit(List.of(), List.of());
    var come = come(random.nextInt(3));
    var go = new ArrayList<Row>();
    if (random.nextBoolean()) reached.map(Place::row).filter(rows::contains).ifPresent(go::add);
    if (random.nextInt(3) == 0 && !rows.isEmpty()) go.add(rows.get(random.nextInt(rows.size())));
    rows.removeAll(go);
    lasting.removeAll(go);
    for (var row : go) history.append("- ").append(row).append('\n');
    return new Edit(come, go.stream().map(Row::id).distinct().toList());
  }

  /** The next page of the walk. Whoever walks up to a cursor looks at the whole list first. */
  Asked page() {
    if (looking) return new Asked(Optional.of(100), Optional.empty(), reached, bound, false);
    boolean total = random.nextInt(4) == 0;
    if (backward) return new Asked(Optional.empty(), Optional.of(size()), bound, reached, total);
    var size = random.nextInt(20) == 0 ? Optional.<Integer>empty() : Optional.of(size());
    return new Asked(size, Optional.empty(), reached, bound, total);
  }

  private int size() {
    return random.nextInt(12) == 0 ? 100 : 1 + random.nextInt(6);
  }

  /** Any page at all, between cursors that may be the wrong way round. */
  Asked probe() {
    var size = Optional.of(size());
    boolean last = random.nextBoolean();
    return new Asked(
        last ? Optional.empty() : size,
        last ? size : Optional.empty(),
        anyPlace(),
        anyPlace(),
        random.nextBoolean());
  }

  private Optional<Place> anyPlace() {
    if (places.isEmpty() || random.nextBoolean()) return Optional.empty();
    return places.values().stream().skip(random.nextInt(places.size())).findFirst();
  }

  void checkProbe(Asked asked, JsonNode connection) {
    check(asked, connection);
  }

  void checkPage(Asked asked, JsonNode connection) {
    var page = check(asked, connection);
    if (looking) {
      looking = false;
      bound = anyPlace();
      bound.ifPresent(place -> lasting.removeIf(row -> !isInside(row, place)));
      return;
    }
    walked.addAll(page.stream().map(Place::row).toList());
    if (!page.isEmpty()) reached = Optional.of(backward ? page.getFirst() : page.getLast());
    boolean more =
        connection.at(backward ? "/pageInfo/hasPreviousPage" : "/pageInfo/hasNextPage").asBoolean();
    over = !more || (bound.isPresent() && page.size() < asked.size());
    if (over) checkWalk();
  }

  private boolean isInside(Row row, Place edge) {
    int order = list.comparator().compare(row, edge.row());
    return backward ? order > 0 : order < 0;
  }

  /** What was there from the first page to the last came once, nothing came twice, all in order. */
  private void checkWalk() {
    assertThat(walked).as("nothing comes twice").doesNotHaveDuplicates();
    assertThat(walked).as("what was there all the time comes").containsAll(lasting);
  }

  /** Compares a page with the list in memory; answers its rows. */
  private List<Place> check(Asked asked, JsonNode connection) {
    history.append("? ").append(asked).append('\n');
    var sorted = rows.stream().sorted(list.comparator()).toList();
    var inside = sorted.stream().filter(row -> isAsked(asked, row)).toList();
    int size = Math.min(asked.size(), inside.size());
    boolean cut = size < inside.size();
    var expected =
        asked.isBackward()
            ? inside.subList(inside.size() - size, inside.size())
            : inside.subList(0, size);
    var page = expected.stream().map(row -> place(row, connection, expected.indexOf(row))).toList();
    assertThat(connection.path("edges").size()).as("rows of %s", asked).isEqualTo(size);
    var info = connection.path("pageInfo");
    assertThat(info.path("hasNextPage").asBoolean())
        .as("hasNextPage of %s", asked)
        .isEqualTo((cut && !asked.isBackward()) || isAnyFrom(asked.before(), sorted));
    assertThat(info.path("hasPreviousPage").asBoolean())
        .as("hasPreviousPage of %s", asked)
        .isEqualTo((cut && asked.isBackward()) || isAnyTo(asked.after(), sorted));
    assertThat(info.path("startCursor").asString(""))
        .isEqualTo(page.isEmpty() ? "" : page.getFirst().cursor());
    assertThat(info.path("endCursor").asString(""))
        .isEqualTo(page.isEmpty() ? "" : page.getLast().cursor());
    if (asked.total()) {
      assertThat(connection.path("totalCount").asInt()).as("totalCount").isEqualTo(rows.size());
    }
    return page;
  }

  private boolean isAsked(Asked asked, Row row) {
    var order = list.comparator();
    return asked.after().filter(place -> order.compare(row, place.row()) <= 0).isEmpty()
        && asked.before().filter(place -> order.compare(row, place.row()) >= 0).isEmpty();
  }

  private boolean isAnyFrom(Optional<Place> before, List<Row> sorted) {
    return before.isPresent()
        && sorted.stream().anyMatch(r -> list.comparator().compare(r, before.get().row()) >= 0);
  }

  private boolean isAnyTo(Optional<Place> after, List<Row> sorted) {
    return after.isPresent()
        && sorted.stream().anyMatch(r -> list.comparator().compare(r, after.get().row()) <= 0);
  }

  private Place place(Row row, JsonNode connection, int index) {
    var edge = connection.path("edges").path(index);
    var id = edge.at("/node/id").asString("");
    assertThat(id).as("row %d", index).endsWith(row.id().toString().replace("-", ""));
    var place = new Place(edge.path("cursor").asString(), row);
    places.put(row.id().toString(), place);
    return place;
  }
}
