package foundry.api.graphql.limits;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Reply;
import foundry.api.TestApi;
import foundry.api.TestApi.Person;
import foundry.api.database.Database;
import foundry.api.database.Housekeeping;
import foundry.api.database.Rates;
import foundry.http.Json;
import foundry.http.RunningService;
import foundry.viewer.UserId;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class RateLimitsTest {
  private static final String VIEWER = "{ viewer { id } }";

  private final Person ann = TestApi.person("Ann");

  private static RunningService api(int perPerson, int perOrganization) {
    return TestApi.start(
        Map.of(
            "FOUNDRY_RATE_PERSON", String.valueOf(perPerson),
            "FOUNDRY_RATE_ORGANIZATION", String.valueOf(perOrganization)));
  }

  private static Reply ask(RunningService api, Person person, String accept, String document) {
    return new Reply(
        TestApi.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/query".formatted(api.port())))
                .header("authorization", "Bearer " + person.token())
                .header("content-type", "application/json")
                .header("accept", accept)
                .POST(BodyPublishers.ofString(Json.text(Map.of("query", document))))));
  }

  private static Reply ask(RunningService api, Person person) {
    return ask(api, person, "application/graphql-response+json", VIEWER);
  }

  private static String header(Reply reply, String name) {
    return reply.http().headers().firstValue(name).orElse("");
  }

  /** How many of so many requests were admitted. */
  private static int admitted(RunningService api, Person person, int requests) {
    int admitted = 0;
    for (int i = 0; i < requests; i++) if (ask(api, person).status() == 200) admitted++;
    return admitted;
  }

  @Test
  void a_minutes_worth_may_be_asked_at_once_and_then_at_its_pace() {
    try (var api = api(60, 0)) {
      long startNanos = System.nanoTime();
      int admitted = admitted(api, ann, 80);
      int more = 1 + (int) ((System.nanoTime() - startNanos) / 1_000_000_000L);
      // Signing in was a request too; what it took is back after a moment, or not yet.
      assertThat(admitted).isBetween(59, 60 + more);
      var refused = ask(api, ann);
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.errorCodes()).containsExactly("RATE_LIMITED");
      assertThat(refused.json().has("data")).isFalse();
      assertThat(Integer.parseInt(header(refused, "retry-after"))).isBetween(1, 3);
      assertThat(header(refused, "ratelimit")).matches("\"person\";r=0;t=\\d+");
      assertThat(header(refused, "ratelimit-policy")).isEqualTo("\"person\";q=60;w=60");
      for (var accept : new String[] {"application/json", "text/event-stream"}) {
        assertThat(ask(api, ann, accept, VIEWER).status()).as(accept).isEqualTo(429);
      }
      TestApi.await(() -> ask(api, ann).status() == 200);
    }
  }

  @Test
  void what_is_left_is_told_with_every_reply() {
    try (var api = api(600, 6_000)) {
      var org = TestApi.organization("Acme");
      ann.join(org, "MEMBER");
      var reply = ask(api, ann);
      assertThat(header(reply, "ratelimit-policy"))
          .isEqualTo("\"person\";q=600;w=60, \"organization\";q=6000;w=60");
      assertThat(header(reply, "ratelimit"))
          .matches("\"person\";r=59\\d;t=\\d+, \"organization\";r=599\\d;t=\\d+");
      assertThat(header(reply, "retry-after")).isEmpty();
      assertThat(header(ask(api, ann), "ratelimit")).startsWith("\"person\";r=59");
      var stream = ask(api, ann, "text/event-stream", VIEWER);
      assertThat(header(stream, "ratelimit")).startsWith("\"person\";r=59");
    }
  }

  @Test
  void replicas_have_one_quota_among_them() {
    try (var one = api(60, 0);
        var other = api(60, 0)) {
      long startNanos = System.nanoTime();
      int admitted = 0;
      for (int i = 0; i < 60; i++) admitted += admitted(i % 2 == 0 ? one : other, ann, 2);
      int more = 1 + (int) ((System.nanoTime() - startNanos) / 1_000_000_000L);
      int leasedElsewhere = 2 * (60 / 20);
      assertThat(admitted).isBetween(60 - leasedElsewhere, 60 + more);
    }
  }

  @Test
  void what_asks_for_many_rows_counts_for_more() {
    try (var api = api(60, 0)) {
      var large =
          "{ viewer { organizations(first: 100) { nodes { projects(first: 50) { nodes { id } } } } } }";
      assertThat(ask(api, ann, "application/json", large).status()).isEqualTo(200);
      assertThat(header(ask(api, ann), "ratelimit")).matches("\"person\";r=5[2-4];.*");
    }
  }

  @Test
  void an_organization_has_a_quota_that_its_people_share() {
    var org = TestApi.organization("Acme");
    var bob = TestApi.person("Bob");
    ann.join(org, "MEMBER");
    bob.join(org, "MEMBER");
    try (var api = api(1_200, 30)) {
      int admitted = admitted(api, ann, 20) + admitted(api, bob, 40);
      assertThat(admitted).isBetween(20, 33);
      var refused = ask(api, bob);
      assertThat(refused.status()).isEqualTo(429);
      assertThat(header(refused, "ratelimit")).contains("\"organization\";r=0;");
      var left = header(refused, "ratelimit").replaceAll("\"person\";r=(\\d+);.*", "$1");
      assertThat(Integer.parseInt(left)).as("not taken from the person").isGreaterThan(1_150);
    }
  }

  @Test
  void who_belongs_to_several_organizations_takes_from_none_of_them() {
    ann.join(TestApi.organization("Acme"), "MEMBER");
    ann.join(TestApi.organization("Globex"), "MEMBER");
    try (var api = api(1_200, 10)) {
      assertThat(admitted(api, ann, 40)).isEqualTo(40);
      assertThat(header(ask(api, ann), "ratelimit")).doesNotContain("organization");
    }
  }

  @Test
  void without_a_limit_nobody_is_told_of_one() {
    try (var api = api(0, 0)) {
      assertThat(header(ask(api, ann), "ratelimit")).isEmpty();
      assertThat(header(ask(api, ann), "ratelimit-policy")).isEmpty();
    }
  }

  @Test
  void many_who_take_at_once_get_what_there_is_and_no_more() throws Exception {
    try (var database = Database.open(TestApi.app());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var rates = new Rates(database);
      var person = new UserId(UUID.randomUUID());
      var taking = new ArrayList<Future<Integer>>();
      long startNanos = System.nanoTime();
      for (int i = 0; i < 200; i++) {
        taking.add(threads.submit(() -> rates.take(person, 7, 600, 0).requests()));
      }
      int taken = 0;
      for (var requests : taking) taken += requests.get();
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      assertThat(taken).isBetween(600, 601 + (int) (10 * seconds));
    }
  }

  @Test
  void full_quotas_are_forgotten_and_others_are_not() {
    var full = UUID.randomUUID();
    var drawn = UUID.randomUUID();
    var insert = "insert into traffic.rate values ('PERSON', ?, now() + ?::interval, 1)";
    TestApi.sql(insert, full, "-2 minutes");
    TestApi.sql(insert, drawn, "30 seconds");
    try (var database = Database.open(TestApi.app())) {
      new Housekeeping(database).forgetRates();
    }
    var find = "select count(*) from traffic.rate where id = ?";
    assertThat(TestApi.value(find, full)).isEqualTo("0");
    assertThat(TestApi.value(find, drawn)).isEqualTo("1");
  }

  @Test
  void the_serving_role_takes_through_the_function_and_touches_no_row() {
    assertThat(
            TestApi.value(
                """
                select bool_or(has_table_privilege('foundry_app', 'traffic.rate', p))::text
                from unnest(array['select', 'insert', 'update', 'delete', 'truncate']) p
                """))
        .isEqualTo("false");
  }
}
