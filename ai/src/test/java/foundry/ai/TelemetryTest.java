package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import foundry.http.Json;
import foundry.viewer.OrgId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** What operators see of calls, and what they do not. */
final class TelemetryTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";
  private static final String SECRET_WORD = "rhododendron";

  private static final FakeOpenAi PROVIDER = new FakeOpenAi();
  private static final FakeCollector COLLECTOR = new FakeCollector();
  private static final RunningAi AI = start(COLLECTOR.url());

  private final OrgId org = new OrgId(UUID.randomUUID());

  private static RunningAi start(String collector) {
    return start(collector, Map.of());
  }

  private static RunningAi start(String collector, Map<String, String> more) {
    var values = new HashMap<>(more);
    values.put("OPENAI_BASE_URL", PROVIDER.url());
    values.put("OPENAI_API_KEY", "sk-of-the-test");
    values.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector);
    return RunningAi.start(RunningAi.folder(), values);
  }

  @AfterAll
  static void close() {
    AI.close();
    PROVIDER.close();
    COLLECTOR.close();
  }

  private String ask(RunningAi ai, String model, String traceparent) throws Exception {
    var body = "{\"prompt\":\"%s?\",\"model\":\"openai/%s\"}".formatted(SECRET_WORD, model);
    return post(ai, "/v1/generate", body, "traceparent", traceparent);
  }

  private String post(RunningAi ai, String path, String body, String... headers) throws Exception {
    var token = RunningAi.token(org, Clock.systemUTC(), RunningAi.SECRET);
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(ai.port(), path)))
            .header("authorization", "Bearer " + token)
            .headers(headers)
            .POST(BodyPublishers.ofString(body));
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.ofString()).body();
    }
  }

  private static JsonNode span(String model) {
    Await.until(
        "the span of " + model + " is there",
        () -> COLLECTOR.span("gen_ai.request.model", model).isPresent());
    return COLLECTOR.span("gen_ai.request.model", model).orElseThrow();
  }

  @Test
  void a_call_is_a_span_between_the_callers_and_the_providers() throws Exception {
    String model = "normal-traced";
    ask(AI, model, "00-" + TRACE + "-" + PARENT + "-01");
    var span = span(model);
    assertThat(span.path("traceId").stringValue()).isEqualTo(TRACE);
    assertThat(span.path("parentSpanId").stringValue()).isEqualTo(PARENT);
    assertThat(span.path("name").stringValue()).isEqualTo("chat " + model);
    assertThat(span.path("kind").intValue()).as("client").isEqualTo(3);
    assertThat(PROVIDER.traceparent(model))
        .isEqualTo("00-" + TRACE + "-" + span.path("spanId").stringValue() + "-01");
    assertThat(FakeCollector.attribute(span, "gen_ai.operation.name")).isEqualTo("chat");
    assertThat(FakeCollector.attribute(span, "gen_ai.provider.name")).isEqualTo("openai");
    assertThat(FakeCollector.attribute(span, "gen_ai.response.model"))
        .isEqualTo("openai/as-answered");
    assertThat(FakeCollector.attribute(span, "gen_ai.usage.input_tokens")).isEqualTo("11");
    assertThat(FakeCollector.attribute(span, "gen_ai.usage.output_tokens")).isEqualTo("7");
    assertThat(FakeCollector.attribute(span, "error.type")).isEmpty();
  }

  @Test
  void spans_hold_no_content_and_no_names_of_tenants() throws Exception {
    ask(AI, "normal-secret", "");
    span("normal-secret");
    assertThat(COLLECTOR.all()).doesNotContain(SECRET_WORD, "it is 42", org.toString(), "sk-of");
  }

  @Test
  void spans_hold_content_where_operators_ask_for_it_and_the_collector_is_told_who_sends()
      throws Exception {
    var more =
        Map.of(
            "FOUNDRY_TELEMETRY_CONTENT",
            "true",
            "OTEL_EXPORTER_OTLP_HEADERS",
            "x-collector-key=a%20key, x-other=1");
    try (var collector = new FakeCollector()) {
      try (var ai = start(collector.url(), more)) {
        ask(ai, "normal-told", "");
      }
      var span = collector.span("gen_ai.request.model", "normal-told").orElseThrow();
      var asked = Json.tree(FakeCollector.attribute(span, "gen_ai.input.messages")).path(0);
      assertThat(asked.path("role").stringValue()).isEqualTo("user");
      assertThat(asked.path("parts").path(0).path("type").stringValue()).isEqualTo("text");
      assertThat(asked.path("parts").path(0).path("content").stringValue())
          .isEqualTo(SECRET_WORD + "?");
      var said = Json.tree(FakeCollector.attribute(span, "gen_ai.output.messages")).path(0);
      assertThat(said.path("role").stringValue()).isEqualTo("assistant");
      assertThat(said.path("finish_reason").stringValue()).isEqualTo("stop");
      assertThat(said.path("parts").path(0).path("content").stringValue()).contains("42");
      assertThat(collector.keys()).isNotEmpty().containsOnly("a key");
      assertThat(collector.all()).doesNotContain(org.toString(), "sk-of");
    }
  }

  @Test
  void an_answer_to_one_question_is_one_span() throws Exception {
    var traced = "00-" + TRACE + "-" + PARENT + "-01";
    String embed = "{\"model\":\"local/bge-small-en-v1.5\",\"input\":[\"a\"]}";
    post(AI, "/v1/embed", embed, "traceparent", traced);
    post(AI, "/v1/rerank", "{\"query\":\"a\",\"texts\":[\"a\"]}", "traceparent", traced);
    post(AI, "/v1/moderate", "{\"input\":[\"a\"]}", "traceparent", traced);
    for (var operation : List.of("embeddings", "rerank", "moderation")) {
      Await.until(
          "the span of " + operation + " is there",
          () -> COLLECTOR.span("gen_ai.operation.name", operation).isPresent());
      var span = COLLECTOR.span("gen_ai.operation.name", operation).orElseThrow();
      assertThat(span.path("traceId").stringValue()).as(operation).isEqualTo(TRACE);
      assertThat(span.path("parentSpanId").stringValue()).as(operation).isEqualTo(PARENT);
    }
  }

  @Test
  void a_caller_whose_trace_is_not_kept_adds_no_span() throws Exception {
    String traceparent = "00-" + TRACE + "-" + PARENT + "-00";
    ask(AI, "normal-unkept", traceparent);
    ask(AI, "normal-after", "");
    span("normal-after");
    assertThat(COLLECTOR.span("gen_ai.request.model", "normal-unkept")).isEmpty();
    assertThat(PROVIDER.traceparent("normal-unkept")).isEqualTo(traceparent);
  }

  @Test
  void names_from_outside_are_escaped() throws Exception {
    ask(AI, "normal-\\\"\u00e9\ud83d\ude00", "");
    assertThat(span("normal-\"\u00e9\ud83d\ude00").path("name").stringValue())
        .startsWith("chat normal-\"");
  }

  @Test
  void a_collector_that_is_away_costs_no_call_anything() throws Exception {
    try (var ai = start("http://127.0.0.1:1")) {
      assertThat(ask(ai, "normal-alone", "")).contains("42");
    }
  }

  @Test
  void a_failed_call_says_so_in_its_span() throws Exception {
    ask(AI, "refusing-traced", "nonsense");
    var span = span("refusing-traced");
    assertThat(FakeCollector.attribute(span, "error.type")).isEqualTo("failed");
    assertThat(span.path("status").path("code").intValue()).as("error").isEqualTo(2);
    assertThat(span.has("parentSpanId")).as("a trace of its own").isFalse();
  }

  @Test
  void without_a_collector_the_callers_trace_goes_on_to_the_provider() throws Exception {
    String traceparent = "00-" + TRACE + "-" + PARENT + "-01";
    try (var plain = start("")) {
      ask(plain, "normal-untraced", traceparent);
      ask(plain, "normal-nobody", "");
    }
    assertThat(PROVIDER.traceparent("normal-untraced")).isEqualTo(traceparent);
    assertThat(PROVIDER.traceparent("normal-nobody")).isEmpty();
  }

  @Test
  void calls_are_measured_as_the_conventions_say() throws Exception {
    ask(AI, "normal-measured", "");
    String streamed = "{\"prompt\":\"Why?\",\"model\":\"openai/normal-measured\",\"stream\":true}";
    post(AI, "/v1/generate", streamed, "accept", "text/event-stream");
    var url = URI.create("http://127.0.0.1:%d/metrics".formatted(AI.port()));
    try (var http = HttpClient.newHttpClient()) {
      var reply = http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).body();
      assertThat(reply)
          .contains("gen_ai_client_operation_duration_seconds_bucket")
          .contains("le=\"81.92\"")
          .contains("gen_ai_client_operation_time_per_output_chunk_seconds_bucket")
          .contains("gen_ai_client_token_usage_bucket")
          .contains("gen_ai_token_type=\"input\"")
          .contains("gen_ai_provider_name=\"openai\"")
          .contains("foundry_ai_output_tokens_per_second")
          .as("a name that a caller made up is nobody else's to read")
          .doesNotContain("normal-measured");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/generate {\"prompt\":\"a\",",
        "/v1/embed {\"input\":\"a\",",
        "/v1/rerank {\"query\":\"a\",\"texts\":[\"a\"],",
        "/v1/moderate {\"input\":\"a\",",
        "/v1/chat/completions {\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],",
      })
  void a_name_that_would_begin_a_line_of_the_log_is_refused(String call) throws Exception {
    int space = call.indexOf(' ');
    var body = call.substring(space + 1) + "\"model\":\"openai/x\\n2026-01-01 ERROR\"}";
    assertThat(post(AI, call.substring(0, space), body, "accept", "application/json"))
        .contains("model: a control character at 8 (expected: none in a name)");
  }

  @Test
  void a_failed_call_is_one_warning_that_names_nobody() throws Exception {
    var calls = (Logger) LoggerFactory.getLogger("foundry.ai.calls");
    var heard = new ListAppender<ILoggingEvent>();
    heard.start();
    calls.addAppender(heard);
    try {
      ask(AI, "refusing-logged", "00-" + TRACE + "-" + PARENT + "-01");
      ask(AI, "normal-logged", "");
      var lines = List.copyOf(heard.list);
      assertThat(lines).hasSize(1);
      var values = String.valueOf(lines.getFirst().getKeyValuePairs());
      assertThat(values)
          .contains("request_id=\"req_of_the_test\"", "trace_id=\"" + TRACE + "\"")
          .containsPattern("tenant=\"[0-9a-f]{16}\"")
          .doesNotContain(org.toString(), SECRET_WORD);
    } finally {
      calls.detachAppender(heard);
    }
  }
}
