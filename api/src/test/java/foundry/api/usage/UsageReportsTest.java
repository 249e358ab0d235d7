package foundry.api.usage;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.People;
import foundry.api.Reply;
import foundry.api.Scene;
import foundry.api.TestApi;
import foundry.api.TestApi.Person;
import foundry.api.aiclient.FakeAi;
import foundry.http.Json;
import foundry.http.RunningService;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people are told of the use of models, by an API whose AI service is the test's. */
final class UsageReportsTest {
  private static final FakeAi AI = new FakeAi();
  private static final RunningService API =
      TestApi.start(
          Map.of(
              "FOUNDRY_AI_URL",
              AI.url().toString(),
              "FOUNDRY_INTERNAL_SECRET",
              new String(FakeAi.SECRET, StandardCharsets.US_ASCII)));

  private static final String NOTHING = "{\"usage\":[],\"after\":null}";

  private final People people = People.create();

  @AfterAll
  static void stop() {
    API.close();
    AI.close();
  }

  @AfterEach
  void calm() {
    AI.report = NOTHING;
    AI.reports.clear();
  }

  private static Reply ask(Person person, String document, Map<String, ?> variables) {
    var body = Map.of("query", document, "variables", variables);
    var url = URI.create("http://127.0.0.1:%d/query".formatted(API.port()));
    return new Reply(
        TestApi.send(
            HttpRequest.newBuilder(url)
                .header("authorization", "Bearer " + person.token())
                .header("content-type", "application/json")
                .header("accept", "application/graphql-response+json")
                .POST(BodyPublishers.ofString(Json.text(body)))));
  }

  private Reply usage(Person person, String arguments, String fields) {
    return ask(
        person,
        "query($o: ID!) { organization(id: $o) { name usage(%s) { %s } } }"
            .formatted(arguments, fields),
        Map.of("o", people.orgId()));
  }

  private static String sum(String apart) {
    return """
        {%s"calls":2,"failed_calls":1,"estimated_calls":0,"input_tokens":3000000000,"output_tokens":7,
        "cached_input_tokens":5,"cache_write_tokens":0,"reasoning_tokens":0,"cost":"0.0123455","currency":"USD",
        "calls_without_cost":1}"""
        .formatted(apart);
  }

  private static String page(String... sums) {
    return "{\"usage\":[%s],\"after\":null}".formatted(String.join(",", sums));
  }

  @Test
  void an_owner_is_told_what_the_organization_used_in_whole_numbers() {
    AI.report = page(sum("\"day\":\"2026-11-01\",\"model\":\"p/m\","));
    var reply =
        usage(
            people.owner(),
            "from: \"2026-11-01\", to: \"2026-11-30\", by: [MODEL, DAY]",
            "from to sums { day model projectId userId calls failedCalls inputTokens cachedInputTokens"
                + " outputTokens costMicros currency callsWithoutCost }");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.data("/organization/usage").toString())
        .isEqualTo(
            """
            {"from":"2026-11-01","to":"2026-11-30","sums":[{"day":"2026-11-01","model":"p/m","projectId":null,\
            "userId":null,"calls":2,"failedCalls":1,"inputTokens":3000000000,"cachedInputTokens":5,"outputTokens":7,\
            "costMicros":12346,"currency":"USD","callsWithoutCost":1}]}""");
    assertThat(AI.reports)
        .containsExactly(
            "%s %s from=2026-11-01&to=2026-11-30&limit=1000&by=day,model"
                .formatted(people.org(), people.owner().id()));
  }

  @Test
  void without_days_it_is_the_last_thirty_and_an_empty_list_asks_for_one_sum() {
    usage(people.admin(), "by: []", "sums { calls }");
    var today = LocalDate.now(ZoneOffset.UTC);
    assertThat(AI.reports)
        .singleElement()
        .asString()
        .endsWith("from=%s&to=%s&limit=1000&by=all".formatted(today.minusDays(29), today));
  }

  @Test
  void whoever_is_no_admin_is_told_of_their_own_use_alone() {
    for (var person : List.of(people.member(), people.reader())) {
      usage(person, "by: [DAY]", "sums { calls }");
      assertThat(AI.reports.removeLast()).endsWith("&by=day&user=" + person.id());
    }
    usage(people.admin(), "by: [DAY]", "sums { calls }");
    assertThat(AI.reports.removeLast()).endsWith("&by=day");
  }

  @Test
  void nobody_is_asked_on_behalf_of_a_stranger() {
    var reply = usage(TestApi.person("Sam"), "by: [DAY]", "sums { calls }");
    assertThat(reply.data("/organization").isNull()).isTrue();
    assertThat(AI.reports).isEmpty();
  }

  @Test
  void a_project_tells_of_its_own_calls() {
    var scene = Scene.create();
    ask(
        scene.member(),
        "query($p: ID!) { project(id: $p) { usage(by: []) { sums { calls } } } }",
        Map.of("p", scene.project()));
    assertThat(AI.reports)
        .singleElement()
        .asString()
        .endsWith(
            "&project=%s&user=%s".formatted(Scene.uuid(scene.project()), scene.member().id()));
  }

  @Test
  void people_and_projects_of_sums_are_read_with_the_answer_and_strangers_stay_unknown() {
    var gone = UUID.randomUUID();
    AI.report =
        page(
            sum("\"user\":\"%s\",\"project\":\"-\",".formatted(people.member().id())),
            sum("\"user\":\"%s\",\"project\":\"%s\",".formatted(gone, gone)));
    var fields = "sums { userId user { name } projectId project { name } }";
    var reply = usage(people.owner(), "by: [USER, PROJECT]", fields);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.data("/organization/usage/sums/0/user/name").asString()).startsWith("Mia");
    assertThat(reply.data("/organization/usage/sums/0/projectId").isNull()).isTrue();
    assertThat(reply.text("/organization/usage/sums/1/userId")).isEqualTo(Scene.id("usr", gone));
    assertThat(reply.data("/organization/usage/sums/1/user").isNull()).isTrue();
    assertThat(reply.text("/organization/usage/sums/1/projectId")).isEqualTo(Scene.id("prj", gone));
    assertThat(reply.data("/organization/usage/sums/1/project").isNull()).isTrue();
  }

  @Test
  void while_ai_is_down_the_rest_of_the_answer_stands() {
    AI.down();
    try {
      var reply = usage(people.owner(), "by: [DAY]", "sums { calls }");
      assertThat(reply.status()).isEqualTo(294);
      assertThat(reply.text("/organization/name")).isEqualTo("Acme");
      assertThat(reply.data("/organization/usage").isNull()).isTrue();
      assertThat(reply.errorCodes()).containsExactly("UNAVAILABLE");
      assertThat(reply.json().at("/errors/0/path").toString())
          .isEqualTo("[\"organization\",\"usage\"]");
    } finally {
      AI.up();
    }
  }

  @Test
  void while_ai_hangs_nobody_waits_for_a_connection_of_the_database() {
    AI.report = null;
    var asked = new ArrayList<CompletableFuture<Reply>>();
    for (int i = 0; i < 40; i++) {
      asked.add(
          CompletableFuture.supplyAsync(
              () -> usage(people.owner(), "by: [DAY]", "sums { calls }")));
    }
    TestApi.await(() -> AI.reports.size() == 40);
    assertThat(usage(people.owner(), "by: [DAY]", "from").status()).isNotEqualTo(503);
    assertThat(ask(people.owner(), "{ viewer { name } }", Map.of()).status()).isEqualTo(200);
    for (var reply : asked) assertThat(reply.join().errorCodes()).containsExactly("TIMEOUT");
  }

  @Test
  void what_is_asked_alike_is_asked_once_and_not_more_than_ten_questions() {
    usage(people.owner(), "by: [DAY]) { from } again: usage(by: [DAY]", "to");
    assertThat(AI.reports).hasSize(1);
    var many = new StringBuilder("by: []) { from }");
    for (int day = 1; day <= 10; day++) {
      many.append(" d%d: usage(to: \"2026-01-%02d\", by: []) { to }".formatted(day, day));
    }
    var reply = usage(people.owner(), many + " last: usage(by: [DAY]", "to");
    assertThat(reply.errorCodes()).containsExactly("LIMIT_EXCEEDED");
    assertThat(reply.json().at("/errors/0/message").asString()).startsWith("rows of the answer: ");
  }

  private List<String> ofOrganizations(int first) {
    return ask(
            people.owner(),
            "{ viewer { organizations(first: %d) { nodes { usage(by: []) { to } } } } }"
                .formatted(first),
            Map.of())
        .errorCodes();
  }

  @Test
  void a_report_of_each_of_many_organizations_costs_too_much() {
    for (int i = 0; i < 4; i++) people.owner().join(TestApi.organization("Org " + i), "OWNER");
    assertThat(ofOrganizations(9)).isEmpty();
    assertThat(AI.reports).hasSize(5);
    assertThat(ofOrganizations(10)).containsExactly("LIMIT_EXCEEDED");
    assertThat(AI.reports).hasSize(5);
  }

  @Test
  void more_sums_than_a_report_holds_are_an_error_and_no_wrong_number() {
    AI.report = "{\"usage\":[%s],\"after\":\"x\"}".formatted(sum(""));
    var reply = usage(people.owner(), "by: [USER, DAY]", "sums { calls }");
    assertThat(reply.errorCodes()).containsExactly("LIMIT_EXCEEDED");
    assertThat(reply.json().at("/errors/0/message").asString())
        .isEqualTo("sums: more than 1000 (expected: a shorter period, or kept apart by less)");
  }

  @Test
  void a_period_that_makes_no_sense_is_refused_before_anybody_is_asked() {
    for (var arguments :
        List.of(
            "from: \"2026-01-02\", to: \"2026-01-01\", by: []",
            "from: \"2025-01-01\", to: \"2026-01-03\", by: []",
            "to: \"1999-12-31\", by: []")) {
      var reply = usage(people.owner(), arguments, "to");
      assertThat(reply.errorCodes()).as(arguments).containsExactly("INVALID_INPUT");
      assertThat(reply.text("/organization/name")).isEqualTo("Acme");
    }
    var noDay = usage(people.owner(), "to: \"yesterday\", by: []", "to");
    assertThat(noDay.errorCodes()).containsExactly("INVALID_INPUT");
    assertThat(AI.reports).isEmpty();
  }

  private String key(String name) {
    return Scene.change(
            people.owner(),
            "createApiKey",
            Map.of("orgId", people.orgId(), "name", name, "scopes", List.of("USAGE")),
            "apiKey { id }")
        .text("/createApiKey/apiKey/id");
  }

  @Test
  void keys_say_when_they_were_last_used_and_ai_is_asked_once_for_all_of_them() {
    var used = Scene.uuid(key("used"));
    var never = Scene.uuid(key("never"));
    for (int i = 0; i < 12; i++) key("unknown");
    AI.keyList =
        """
        {"keys":[{"id":"%s","name":"used","last_used_at":"2026-11-22T17:09:00Z"},{"id":"%s","last_used_at":null}]}"""
            .formatted(used, never);
    var document =
        "query($o: ID!) { organization(id: $o) { apiKeys { nodes { name lastUsedAt } } } }";
    var reply = ask(people.owner(), document, Map.of("o", people.orgId()));
    assertThat(reply.errorCodes()).isEmpty();
    var nodes = reply.data("/organization/apiKeys/nodes");
    assertThat(nodes.get(13).path("lastUsedAt").asString()).isEqualTo("2026-11-22T17:09:00.000Z");
    assertThat(nodes.get(12).path("lastUsedAt").isNull()).isTrue();
    assertThat(AI.reports).containsExactly(people.org() + " keys");
    ask(people.member(), document, Map.of("o", people.orgId()));
    assertThat(AI.reports).as("whoever sees no key asks nobody").hasSize(1);
  }

  @Test
  void no_subscription_waits_for_another_service() {
    var away =
        ask(
            people.owner(),
            "subscription { project(id: \"x\") { job { project { usage(by: []) { to } } } } }",
            Map.of());
    assertThat(away.json().at("/errors/0/message").asString())
        .startsWith("subscription: holds what another service is asked for");
  }
}
