package foundry.api.graphql.relay;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.TestApi;
import foundry.api.TestTypes;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLTypeUtil;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Random walks through every list in every order, against the same list in memory. A failure names
 * the case and the command that runs it alone; {@code -Dpaging.cases=10000} walks further.
 */
final class PagingPropertyTest {
  private static final int CASES = Integer.getInteger("paging.cases", 1_500);
  private static final long SEED = Long.getLong("paging.seed", 20_260_101L);
  private static final int ALONE = Integer.getInteger("paging.case", -1);
  private static final int THREADS = 3;

  /** A case that does not hold. */
  static final class Broken extends AssertionError {
    private static final long serialVersionUID = 1;

    private final transient PagingCase walk;

    Broken(PagingCase walk, AssertionError cause) {
      super(cause.getMessage(), cause);
      this.walk = walk;
    }
  }

  @AfterAll
  static void others_find_the_tables_as_they_were() {
    var ours = "(select id from app.organization where name = 'Paging')";
    var sql = new StringBuilder("set session_replication_role = replica;");
    for (var table :
        List.of(
            "audit_event",
            "notification",
            "invitation",
            "api_key",
            "job",
            "document",
            "project",
            "membership",
            "organization_limit")) {
      sql.append("delete from app.%s where org_id in %s;".formatted(table, ours));
    }
    TestApi.sql(
        sql
            + "delete from app.organization where name = 'Paging'; delete from app.user where issuer = 'paging'");
  }

  @Test
  void whatever_comes_and_goes_between_pages_no_row_is_lost_or_doubled() throws Exception {
    if (ALONE >= 0) {
      run(IntStream.of(ALONE).boxed().toList());
      return;
    }
    var next = new AtomicInteger();
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      Callable<Void> work = () -> runAll(next);
      var all = IntStream.range(0, THREADS).mapToObj(i -> threads.submit(work)).toList();
      for (var each : all) each.get();
    }
  }

  private static Void runAll(AtomicInteger next) throws Exception {
    int from;
    while ((from = next.getAndAdd(PagingBatch.SIZE)) < CASES) {
      try {
        run(IntStream.range(from, Math.min(from + PagingBatch.SIZE, CASES)).boxed().toList());
      } catch (Exception | AssertionError e) {
        next.set(CASES);
        throw e;
      }
    }
    return null;
  }

  private static void run(List<Integer> numbers) throws Exception {
    var lists = PagedList.all();
    var list = lists.get(numbers.getFirst() / PagingBatch.SIZE % lists.size());
    var cases = numbers.stream().map(n -> new PagingCase(list, SEED * 1_000_003 + n)).toList();
    var owner = TestApi.superuser();
    try (var connection =
        DriverManager.getConnection(owner.url(), owner.user(), owner.password())) {
      new PagingBatch(connection, list).run(cases);
    } catch (Broken e) {
      int number = numbers.get(cases.indexOf(e.walk));
      throw new AssertionError(
          """
          Case %d of seed %d, %s: %s
          Alone: mvn -pl libs,api test -Dtest=PagingPropertyTest -Dsurefire.failIfNoSpecifiedTests=false \
          -Dpaging.seed=%d -Dpaging.case=%d
          %s"""
              .formatted(number, SEED, list, e.getMessage(), SEED, number, e.walk.history()),
          e);
    }
  }

  @Test
  void no_list_and_no_order_of_the_schema_is_left_out() {
    var known = PagedList.all().stream().map(PagedList::toString).toList();
    var schema = TestTypes.types().schema();
    var lists =
        schema.getAllTypesAsList().stream()
            .filter(GraphQLObjectType.class::isInstance)
            .map(GraphQLObjectType.class::cast)
            .flatMap(type -> type.getFieldDefinitions().stream().flatMap(f -> lists(type, f)))
            .collect(joining("\n"));
    assertThat(lists.lines()).containsExactlyInAnyOrderElementsOf(known);
  }

  private static Stream<String> lists(GraphQLObjectType type, GraphQLFieldDefinition field) {
    var answer = (GraphQLNamedType) GraphQLTypeUtil.unwrapAll(field.getType());
    if (!answer.getName().endsWith("Connection")) return Stream.of();
    var name = type.getName() + "." + field.getName();
    var order = field.getArgument("orderBy");
    if (order == null) return Stream.of(name);
    return ((GraphQLEnumType) order.getType())
        .getValues().stream().map(value -> name + " by " + value.getName());
  }
}
