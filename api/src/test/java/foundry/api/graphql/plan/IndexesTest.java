package foundry.api.graphql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.TestApi;
import foundry.api.TestTypes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the migrated database offers for what is asked of it. */
final class IndexesTest {
  /** A column of an index. */
  private record Key(String column, boolean descending) {}

  /** Whole, valid indexes, by table. */
  private static final String INDEXES =
      """
      select string_agg(line, e'\\n') from (
        select i.indrelid::regclass || ' ' || string_agg(coalesce(a.attname, '(expression)')
            || case when i.indoption[k.n - 1] & 1 = 1 then '-' else '+' end, ' ' order by k.n) line
        from pg_index i
          cross join unnest(i.indkey) with ordinality k(attnum, n)
          left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum and k.attnum > 0
        where i.indisvalid and i.indpred is null and k.n <= i.indnkeyatts
          and i.indrelid::regclass::text ~ '^(app|queue|traffic)[.]'
        group by i.indexrelid, i.indrelid) each
      """;

  private static final String FOREIGN_KEYS =
      """
      select string_agg(line, e'\\n') from (
        select c.conrelid::regclass || ' ' || string_agg(a.attname, ' ' order by k.n) line
        from pg_constraint c
          cross join unnest(c.conkey) with ordinality k(attnum, n)
          join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum
        where c.contype = 'f' and c.conrelid::regclass::text ~ '^(app|queue|traffic)[.]'
        group by c.oid, c.conrelid) each
      """;

  private final Map<String, List<List<Key>>> indexes = indexes();

  private static Map<String, List<List<Key>>> indexes() {
    var byTable = new TreeMap<String, List<List<Key>>>();
    for (var line : TestApi.value(INDEXES).lines().toList()) {
      var words = line.split(" ", -1);
      var keys = Stream.of(words).skip(1).map(IndexesTest::key).toList();
      byTable.computeIfAbsent(words[0], ignored -> new ArrayList<>()).add(keys);
    }
    return byTable;
  }

  private static Key key(String word) {
    return new Key(word.substring(0, word.length() - 1), word.endsWith("-"));
  }

  private List<List<Key>> of(String table) {
    return indexes.getOrDefault(table, List.of());
  }

  /** Without, deleting what is pointed to reads all that might point. */
  @Test
  void every_foreign_key_leads_an_index() {
    for (var line : TestApi.value(FOREIGN_KEYS).lines().toList()) {
      var words = List.of(line.split(" ", -1));
      var columns = words.subList(1, words.size());
      assertThat(of(words.getFirst())).as(line).anyMatch(index -> leads(columns, index));
    }
  }

  private static boolean leads(List<String> columns, List<Key> index) {
    if (index.size() < columns.size()) return false;
    var leading = index.subList(0, columns.size()).stream().map(Key::column).toList();
    return new HashSet<>(leading).equals(new HashSet<>(columns));
  }

  /** Without, each page sorts the whole list. */
  @Test
  void every_order_of_a_list_is_that_of_an_index() {
    int orders = 0;
    for (var source : TestTypes.types().sources().entrySet()) {
      if (!(source.getValue() instanceof Source.Many(var listing))) continue;
      for (var order : listing.orders()) {
        orders++;
        var column = order.column();
        assertThat(column.getDataType().nullable()).as(source.getKey()).isFalse();
        var links = listing.links().stream().map(link -> link.child().getName()).toList();
        assertThat(of("app." + column.getTable().getName()))
            .as("%s by %s, linked by %s", source.getKey(), column, links)
            .anyMatch(index -> serves(index, links, column.getName()));
      }
    }
    assertThat(orders).isGreaterThanOrEqualTo(8);
  }

  /** A list that belongs to its parent by a condition of its own is led by whatever that needs. */
  private static boolean serves(List<Key> index, List<String> links, String order) {
    if (!links.isEmpty()) return leads(links, index) && orders(index, links.size(), order);
    return IntStream.range(0, index.size()).anyMatch(at -> orders(index, at, order));
  }

  /** Either way round: an index is read in both directions. */
  private static boolean orders(List<Key> index, int at, String order) {
    if (index.size() < at + 2) return false;
    var value = index.get(at);
    var id = index.get(at + 1);
    return value.column().equals(order)
        && id.column().equals("id")
        && value.descending() == id.descending();
  }

  @Test
  void every_table_is_explained() {
    assertThat(
            TestApi.value(
                """
                select string_agg(c.oid::regclass::text, ', ') from pg_class c
                where c.relkind in ('r', 'p') and c.oid::regclass::text ~ '^(app|queue|traffic)[.]'
                  and obj_description(c.oid, 'pg_class') is null
                """))
        .isNull();
  }

  /** Keys, names, times of writing and enums say what they are. */
  @Test
  void every_column_that_does_not_explain_itself_is_explained() {
    assertThat(
            TestApi.value(
                """
                select string_agg(c.oid::regclass || '.' || a.attname, ', ' order by c.oid, a.attnum)
                from pg_class c join pg_attribute a on a.attrelid = c.oid
                  join pg_type t on t.oid = a.atttypid
                where c.relkind in ('r', 'p') and c.oid::regclass::text ~ '^app[.]'
                  and a.attnum > 0 and not a.attisdropped and t.typtype <> 'e'
                  and a.attname not in ('id', 'org_id', 'name', 'created_at', 'updated_at')
                  and not exists (select from pg_constraint k
                    where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any (k.conkey))
                  and col_description(c.oid, a.attnum) is null
                """))
        .isNull();
  }
}
