package foundry.api.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Reply;
import foundry.api.Scene;
import foundry.api.TestApi;
import foundry.api.TestApi.Person;
import foundry.http.Json;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryRouteTest {
  private static final String GRAPHQL = "application/graphql-response+json";
  private static final String VIEWER = "{\"query\":\"{ viewer { name } }\"}";
  private static final Person ANN = TestApi.person("Ann");

  private static Reply post(String body, String contentType, String accept) {
    var request =
        HttpRequest.newBuilder(TestApi.url("/query"))
            .header("authorization", "Bearer " + ANN.token())
            .POST(BodyPublishers.ofString(body));
    if (contentType != null) request.header("content-type", contentType);
    if (accept != null) request.header("accept", accept);
    return new Reply(TestApi.send(request));
  }

  private static Reply post(String body) {
    return post(body, "application/json", GRAPHQL);
  }

  private static Reply get(String parameters) {
    return new Reply(
        TestApi.send(
            HttpRequest.newBuilder(TestApi.url("/query?" + parameters))
                .header("authorization", "Bearer " + ANN.token())
                .header("accept", GRAPHQL)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String type(Reply reply) {
    return reply.http().headers().firstValue("content-type").orElse("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "none | application/json",
        "*/* | application/json",
        "application/* | application/json",
        "application/json | application/json",
        "application/graphql-response+json | application/graphql-response+json",
        "application/graphql-response+json, application/json;q=0.9 | application/graphql-response+json",
        "application/graphql-response+json;q=0.1, application/json | application/json",
        "text/html, application/graphql-response+json | application/graphql-response+json",
      })
  void a_reply_is_of_the_type_the_client_likes_best(String accept, String expected) {
    var reply = post(VIEWER, "application/json", accept);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(type(reply)).isEqualTo(expected + "; charset=utf-8");
  }

  @Test
  void other_types_of_request_and_reply_are_refused() {
    assertThat(post(VIEWER, "application/json", "text/html").status()).isEqualTo(406);
    assertThat(post(VIEWER, "text/plain", GRAPHQL).status()).isEqualTo(415);
    assertThat(post(VIEWER, null, GRAPHQL).status()).isEqualTo(415);
    assertThat(post(VIEWER, "application/json; charset=latin1", GRAPHQL).status()).isEqualTo(415);
    assertThat(post(VIEWER, "application/json; charset=utf-8", GRAPHQL).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "{",
        "[]",
        "[{}]",
        "1",
        "null",
        "{}",
        "{\"query\":1}",
        "{\"query\":null}",
        "{\"query\":\"{ viewer { id } }\",\"variables\":[]}",
        "{\"query\":\"{ viewer { id } }\",\"variables\":\"x\"}",
        "{\"query\":\"{ viewer { id } }\",\"operationName\":7}",
        "{\"query\":\"{ viewer { id } }\",\"extensions\":[]}",
        "{\"query\":\"{ viewer { id } }\",\"query\":\"{ viewer { id } }\"}",
        "{\"query\":\"{ viewer { id } }\",\"documentId\":\"x\"}"
      })
  void malformed_requests_are_answered_with_400_and_a_well_formed_error(String body) {
    for (var accept : new String[] {GRAPHQL, "application/json"}) {
      var reply = post(body, "application/json", accept);
      assertThat(reply.status()).as(body).isEqualTo(400);
      assertThat(reply.errorCodes()).containsExactly("INVALID_INPUT");
      assertThat(reply.json().has("data")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "{ nothing }", "{ viewer }", "query($i: ID!) { node(id: $i) { id } }"})
  void documents_that_cannot_run_are_errors_whose_status_depends_on_the_type(String document) {
    var body = Json.text(Map.of("query", document));
    var reply = post(body);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(reply.errorCodes()).isNotEmpty().allMatch("INVALID_INPUT"::equals);
    assertThat(reply.json().has("data")).isFalse();
    assertThat(post(body, "application/json", "application/json").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query A { viewer { id } } query B { viewer { id } }",
        "fragment F on User { id }"
      })
  void operations_that_are_not_singled_out_cannot_be_processed(String document) {
    var body = Json.text(Map.of("query", document));
    var reply = post(body);
    assertThat(reply.errorCodes()).isNotEmpty().allMatch("INVALID_INPUT"::equals);
    assertThat(post(body, "application/json", "application/json").status()).isEqualTo(200);
    if (document.startsWith("query")) assertThat(reply.status()).isEqualTo(422);
  }

  @Test
  void data_with_errors_is_a_partial_success_for_those_who_know_the_word() {
    var body = "{\"query\":\"{ viewer { name organizations(first: 0) { nodes { id } } } }\"}";
    var reply = post(body);
    assertThat(reply.status()).isEqualTo(294);
    assertThat(reply.errorCodes()).containsExactly("INVALID_PAGINATION");
    assertThat(reply.json().has("data")).isTrue();
    assertThat(post(body, "application/json", "application/json").status()).isEqualTo(200);
    assertThat(post(body, "application/json", null).status()).isEqualTo(200);
  }

  @Test
  void head_is_get_without_the_body() {
    var reply =
        TestApi.send(
            HttpRequest.newBuilder(TestApi.url("/query?query=" + encoded("{ viewer { name } }")))
                .header("authorization", "Bearer " + ANN.token())
                .HEAD());
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body()).isEmpty();
    assertThat(reply.headers().firstValueAsLong("content-length").orElse(0)).isGreaterThan(10);
  }

  @Test
  void an_address_or_a_head_that_is_too_long_is_refused_as_such() {
    assertThat(get("query=" + "x".repeat(20_000)).status()).isEqualTo(414);
    var long_head =
        HttpRequest.newBuilder(TestApi.url("/query")).header("x-long", "x".repeat(20_000));
    assertThat(TestApi.send(long_head).statusCode()).isEqualTo(431);
  }

  @Test
  void long_replies_are_compressed_for_those_who_can_read_it_and_short_ones_are_not()
      throws Exception {
    var fields =
        IntStream.range(0, 29)
            .mapToObj(i -> "a%d_%s: name".formatted(i, "x".repeat(60)))
            .collect(Collectors.joining(" "));
    var zipped = raw("{ viewer { " + fields + " } }", "br, gzip");
    assertThat(zipped.headers().firstValue("content-encoding")).contains("gzip");
    assertThat(String.join(",", zipped.headers().allValues("vary"))).contains("accept-encoding");
    try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
      assertThat(Json.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8)).has("data"))
          .isTrue();
    }
    var plain = raw("{ viewer { " + fields + " } }", "gzip;q=0");
    assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
    assertThat(plain.body().length).isGreaterThan(3 * zipped.body().length);
    assertThat(raw("{ viewer { name } }", "gzip").headers().firstValue("content-encoding"))
        .isEmpty();
  }

  private static HttpResponse<byte[]> raw(String document, String accepted) throws Exception {
    return TestApi.HTTP.send(
        HttpRequest.newBuilder(TestApi.url("/query?query=" + encoded(document)))
            .header("authorization", "Bearer " + ANN.token())
            .header("accept-encoding", accepted)
            .build(),
        BodyHandlers.ofByteArray());
  }

  @Test
  void the_id_of_a_request_is_the_callers_if_it_is_well_formed() {
    var request =
        HttpRequest.newBuilder(TestApi.url("/healthz")).header("x-request-id", "caller-1234");
    assertThat(TestApi.send(request).headers().firstValue("x-request-id")).contains("caller-1234");
    for (var bad :
        new String[] {"short", "x".repeat(65), "with space 1234", "\u00e4\u00e4\u00e41234"}) {
      var reply =
          TestApi.send(HttpRequest.newBuilder(TestApi.url("/healthz")).header("x-request-id", bad));
      assertThat(reply.headers().firstValue("x-request-id").orElseThrow()).matches("req_\\w{32}");
    }
  }

  @Test
  void a_query_may_come_by_get_and_a_mutation_may_not() {
    var reply =
        get(
            "query="
                + encoded("query($i: ID!) { node(id: $i) { id } }")
                + "&variables="
                + encoded("{\"i\":\"x\"}"));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("data").toString()).isEqualTo("{\"node\":null}");
    assertThat(reply.json().has("errors")).isFalse();
    var mutation =
        encoded("mutation { createProject(input: {orgId: \"x\", name: \"x\"}) { auditEventId } }");
    assertThat(get("query=" + mutation).status()).isEqualTo(405);
    assertThat(get("query=" + mutation).http().headers().firstValue("allow")).contains("POST");
    assertThat(get("variables=%7B").status()).isEqualTo(400);
  }

  @Test
  void other_methods_are_refused_with_the_ones_that_are_not() {
    var reply =
        new Reply(
            TestApi.send(
                HttpRequest.newBuilder(TestApi.url("/query"))
                    .method("PUT", BodyPublishers.noBody())));
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.http().headers().firstValue("allow")).contains("GET, HEAD, POST");
  }

  @Test
  void a_body_that_is_too_large_is_not_read() {
    var reply = post("{\"query\":\"" + " ".repeat(300_000) + "\"}");
    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.errorCodes()).containsExactly("LIMIT_EXCEEDED");
  }

  @Test
  void an_unexpected_failure_is_masked_and_carries_the_request_id() {
    var scene = Scene.create();
    var job = Scene.uuid(scene.asked("Why?"));
    TestApi.sql(
        "update app.job set answer = 'x', citations = '[{\"secret\": 1}]' where id = ?", job);
    var reply =
        scene
            .member()
            .query(
                "query($i: ID!) { node(id: $i) { id ... on Job { answer { citations { number } } } } }",
                Map.of("i", Scene.id("job", job)));
    assertThat(reply.errorCodes()).containsExactly("INTERNAL");
    assertThat(reply.json().at("/errors/0/path").toString())
        .isEqualTo("[\"node\",\"answer\",\"citations\"]");
    assertThat(reply.json().at("/data/node/answer").toString()).isEqualTo("{\"citations\":null}");
    assertThat(reply.text("/node/id")).isEqualTo(Scene.id("job", job));
    assertThat(reply.toString()).doesNotContain("secret", "Exception", "number");
    assertThat(reply.json().at("/errors/0/extensions/requestId").asString())
        .isEqualTo(reply.http().headers().firstValue("x-request-id").orElseThrow());
  }
}
