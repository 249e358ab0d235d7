package foundry.api;

import static foundry.api.TestCollector.attribute;
import static foundry.api.TestCollector.name;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import foundry.api.aiclient.FakeAi;
import foundry.http.Json;
import foundry.http.RunningService;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** What those who run the service see of a request: its trace, and its slow statements. */
final class TraceTest {
  private static final String PARENT = "00f067aa0ba902b7";
  private static final String PROJECTS =
      """
      query Projects($id: ID!) { organization(id: $id) { name
        projects(first: 5) { totalCount nodes { name owner { name } } } } }
      """;

  private final Scene scene = Scene.create();

  private static RunningService start(TestCollector collector, Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url());
    return TestApi.start(settings);
  }

  private static String traceId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private String send(RunningService api, String traceparent, String query, Map<String, ?> values) {
    var body = Json.text(Map.of("query", query, "variables", values));
    return TestApi.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/query".formatted(api.port())))
                .header("authorization", "Bearer " + scene.member().token())
                .header("content-type", "application/json")
                .header("accept", "application/graphql-response+json")
                .header("traceparent", traceparent)
                .POST(BodyPublishers.ofString(body)))
        .body();
  }

  private static boolean isServer(JsonNode span) {
    return span.path("kind").asInt() == 2;
  }

  @Test
  void an_operation_is_one_span_and_each_of_its_statements_another() {
    var trace = traceId();
    try (var collector = new TestCollector();
        var api = start(collector, Map.of())) {
      var caller = "00-%s-%s-01".formatted(trace, PARENT);
      send(api, caller, PROJECTS, Map.of("id", scene.orgId()));
      var operation = collector.await(s -> isServer(s) && name(s).equals("Projects"));
      assertThat(operation.path("traceId").asString()).isEqualTo(trace);
      assertThat(operation.path("parentSpanId").asString()).isEqualTo(PARENT);
      assertThat(attribute(operation, "graphql.operation.type")).isEqualTo("query");
      assertThat(attribute(operation, "foundry.document.id")).isEqualTo("unregistered");
      assertThat(attribute(operation, "foundry.request.id")).isNotEmpty();
      assertThat(operation.at("/status/code").asInt()).isZero();
      var statements = collector.of(trace).stream().filter(s -> !isServer(s)).toList();
      assertThat(statements.stream().map(TestCollector::name))
          .containsExactlyInAnyOrder(
              "sign in",
              "rate limits",
              "enter",
              "Organization.projects",
              "Organization.projects total");
      for (var statement : statements) {
        assertThat(statement.path("parentSpanId")).isEqualTo(operation.path("spanId"));
        assertThat(attribute(statement, "db.query.text")).startsWith("select").contains("?");
        assertThat(attribute(statement, "db.query.text")).doesNotContain(scene.org().toString());
        assertThat(attribute(statement, "db.response.returned_rows")).isEqualTo("1");
      }
      assertThat(collector.services()).containsOnly("foundry-api");
    }
  }

  @Test
  void a_trace_that_is_malformed_is_begun_anew_and_one_that_is_not_wanted_is_not_made() {
    var trace = traceId();
    try (var collector = new TestCollector();
        var api = start(collector, Map.of())) {
      send(
          api,
          "00-%s-%s-00".formatted(trace, PARENT),
          "query Unwanted { viewer { id } }",
          Map.of());
      send(api, "00-%s-%s-01".formatted(trace, "0".repeat(16)), "query Anew { nobody }", Map.of());
      var refused = collector.await(TraceTest::isServer);
      assertThat(name(refused)).isEqualTo("refused");
      assertThat(attribute(refused, "error.type")).isEqualTo("INVALID_INPUT");
      assertThat(refused.at("/status/code").asInt()).isEqualTo(2);
      assertThat(refused.path("traceId").asString()).isNotEqualTo(trace);
      assertThat(refused.path("parentSpanId").isMissingNode()).isTrue();
      assertThat(collector.of(trace)).isEmpty();
    }
  }

  @Test
  void a_question_is_one_trace_from_the_request_over_the_job_to_ai() {
    var trace = traceId();
    var ask =
        """
        mutation Ask($p: ID!) { ask(input: {projectId: $p, question: "Why?"}) { job { id } } }
        """;
    var secret = new String(FakeAi.SECRET, StandardCharsets.US_ASCII);
    try (var collector = new TestCollector();
        var ai = new FakeAi();
        var api =
            start(
                collector,
                Map.of(
                    "FOUNDRY_WORKER",
                    "embedded",
                    "FOUNDRY_AI_URL",
                    ai.url().toString(),
                    "FOUNDRY_INTERNAL_SECRET",
                    secret))) {
      send(api, "00-%s-%s-01".formatted(trace, PARENT), ask, Map.of("p", scene.project()));
      var operation = collector.await(s -> isServer(s) && name(s).equals("Ask"));
      var job =
          collector.await(
              s -> name(s).equals("answer") && s.path("traceId").asString().equals(trace));
      assertThat(job.path("kind").asInt()).isEqualTo(5);
      assertThat(job.path("parentSpanId")).isEqualTo(operation.path("spanId"));
      assertThat(ai.traceparents)
          .contains("00-%s-%s-01".formatted(trace, job.path("spanId").asString()));
      assertThat(collector.of(trace).stream().map(TestCollector::name))
          .contains("insert app.job", "insert queue.scheduled_tasks");
    }
  }

  @Test
  void each_reading_for_a_subscription_is_a_trace_of_its_own_under_the_same_request_id() {
    var job = scene.asked("Why?");
    var shared = "subscription Follow($i: ID!) { job(id: $i) { job { status } } }";
    var unshared =
        "subscription Watch($i: ID!) { job(id: $i) { job { answer { viewerFeedback { rating } } } } }";
    try (var collector = new TestCollector();
        var api = start(collector, Map.of())) {
      for (var document : List.of(shared, unshared)) {
        var name = document.substring(13, document.indexOf('('));
        var trace = traceId();
        try (var events = listen(api, trace, document, job)) {
          events.nextUpdate();
          var reading = collector.await(s -> name(s).equals(name + " reading"));
          assertThat(reading.path("kind").asInt()).isEqualTo(1);
          assertThat(reading.path("parentSpanId").isMissingNode()).isTrue();
          assertThat(reading.path("traceId").asString()).isNotEqualTo(trace);
          var statements = collector.of(reading.path("traceId").asString());
          assertThat(statements.stream().map(TestCollector::name)).contains("Subscription.job");
          assertThat(attribute(reading, "foundry.request.id")).isEqualTo("request-" + name);
        }
      }
    }
  }

  private Events listen(RunningService api, String trace, String document, String job) {
    var name = document.substring(13, document.indexOf('('));
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/query".formatted(api.port())))
            .header("x-request-id", "request-" + name)
            .header("traceparent", "00-%s-%s-01".formatted(trace, PARENT));
    return Events.open(request, scene.member().token(), document, Map.of("i", job));
  }

  @Test
  void what_nobody_asked_for_is_a_trace_too() {
    try (var collector = new TestCollector();
        var api = start(collector, Map.of("FOUNDRY_WORKER", "embedded"))) {
      assertThat(api.port()).isPositive();
      var task = "from queue.scheduled_tasks where task_name = 'forget_rates'";
      TestApi.await(() -> TestApi.value("select 1 " + task) != null);
      TestApi.sql(
          "update queue.scheduled_tasks set execution_time = now() where task_name = 'forget_rates' and not picked");
      TestApi.sql("select pg_notify('QUEUE', '')");
      var kept = collector.await(s -> name(s).equals("forget_rates"));
      assertThat(kept.path("parentSpanId").isMissingNode()).isTrue();
      assertThat(attribute(kept, "foundry.task.outcome")).isEqualTo("DONE");
      assertThat(collector.of(kept.path("traceId").asString()).stream().map(TestCollector::name))
          .contains("forget rates");
    }
  }

  @Test
  void a_slow_statement_is_told_with_its_document_and_without_values() {
    var logger = (Logger) LoggerFactory.getLogger("foundry.api.statements");
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    logger.addAppender(lines);
    try (var api = TestApi.start(Map.of("FOUNDRY_SLOW_STATEMENT_MILLIS", "0"))) {
      send(api, "", PROJECTS, Map.of("id", scene.orgId()));
      var told = List.copyOf(lines.list).stream().filter(TraceTest::isOfProjects).toList();
      assertThat(told).hasSize(3).allMatch(line -> line.getLevel() == Level.WARN);
      for (var line : told) {
        assertThat(fields(line))
            .containsEntry("document", "unregistered")
            .containsKeys("request_id", "millis", "rows", "sql");
        assertThat(line.getKeyValuePairs().toString()).doesNotContain(scene.org().toString());
      }
      var others = List.copyOf(lines.list).stream().map(line -> fields(line).get("operation"));
      assertThat(others).contains("sign in", "rate limits");
      assertThat(List.copyOf(lines.list).toString()).doesNotContain(scene.member().subject());
    } finally {
      logger.detachAppender(lines);
    }
  }

  private static boolean isOfProjects(ILoggingEvent line) {
    return "Projects".equals(fields(line).get("operation"));
  }

  private static Map<String, Object> fields(ILoggingEvent line) {
    return line.getKeyValuePairs().stream()
        .collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
  }
}
