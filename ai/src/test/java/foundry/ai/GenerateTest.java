package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What /v1/generate can do beyond text, all of it held against the contract by the client. */
final class GenerateTest {
  private static final String TOOLS =
      """
      "tools":[{"name":"weather","description":"Of a city.","parameters":{
        "type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]\
      """;

  private final Client client = DialectAi.client();

  private List<Client.Event> stream(String model, String more) throws Exception {
    String body =
        "{\"prompt\":\"Why?\",\"stream\":true,\"model\":\"openai/%s\"%s}".formatted(model, more);
    try (var events = client.stream("POST", "/v1/generate", body)) {
      return events.all();
    }
  }

  private static List<String> names(List<Client.Event> events) {
    return events.stream().map(Client.Event::name).toList();
  }

  private static String field(Client.Event event, String name) {
    return event.data().path(name).asString("");
  }

  @Test
  void tools_are_called_at_once_and_their_results_go_back() {
    String model = DialectAi.model("tools");
    String asked = "{\"prompt\":\"Where?\",\"model\":\"openai/%s\",%s}".formatted(model, TOOLS);
    var answer = client.post("/v1/generate", asked).body();
    assertThat(answer.path("finish_reason").stringValue()).isEqualTo("tool_use");
    var calls = answer.path("tool_calls");
    assertThat(calls.size()).isEqualTo(2);
    assertThat(calls.path(1).path("arguments").stringValue()).isEqualTo("{\"city\":\"Rome\"}");
    var function = DialectAi.PROVIDER.body(model).path("tools").path(0).path("function");
    assertThat(function.path("name").stringValue()).isEqualTo("weather");

    String then = DialectAi.model("normal");
    var results =
        """
        {"model":"openai/%s",%s,"messages":[{"role":"user","content":"Where?"},
          {"role":"assistant","tool_calls":%s},
          {"role":"tool","tool_call_id":"call_a","content":"4 degrees"},
          {"role":"tool","tool_call_id":"call_b","content":"no such city","failed":true}]}
        """
            .formatted(then, TOOLS, calls);
    var reply = client.post("/v1/generate", results);
    assertThat(reply.body().path("finish_reason").asString(reply.body().toString()))
        .isEqualTo("stop");
    var sent = DialectAi.PROVIDER.body(then).path("messages");
    assertThat(sent.path(1).path("tool_calls").size()).isEqualTo(2);
    assertThat(sent.path(2).path("role").stringValue()).isEqualTo("tool");
    assertThat(sent.path(2).path("tool_call_id").stringValue()).isEqualTo("call_a");
    assertThat(sent.path(3).path("content").toString()).contains("no such city");
  }

  @Test
  void tool_calls_are_streamed_as_they_are_written() throws Exception {
    var events = stream(DialectAi.model("tools"), "," + TOOLS);
    assertThat(names(events))
        .containsExactly(
            "start",
            "tool_start",
            "tool_arguments",
            "tool_arguments",
            "tool_start",
            "tool_arguments",
            "end");
    assertThat(field(events.get(1), "id")).isEqualTo("call_a");
    assertThat(field(events.get(1), "name")).isEqualTo("weather");
    assertThat(field(events.get(2), "json") + field(events.get(3), "json"))
        .isEqualTo("{\"city\":\"Oslo\"}");
    assertThat(events.get(5).data().path("index").intValue()).isEqualTo(1);
    var end = events.getLast().data();
    assertThat(end.path("finish_reason").stringValue()).isEqualTo("tool_use");
    assertThat(end.path("tool_calls").path(0).path("arguments").stringValue())
        .isEqualTo("{\"city\":\"Oslo\"}");
  }

  @Test
  void thinking_and_refusals_are_events_of_their_own() throws Exception {
    var thought = stream(DialectAi.model("thinks"), "");
    assertThat(names(thought)).containsExactly("start", "thinking", "delta", "end");
    assertThat(field(thought.get(1), "text")).isEqualTo("Hm.");
    assertThat(field(thought.getLast(), "thinking")).isEqualTo("Hm.");
    assertThat(field(thought.getLast(), "text")).isEqualTo("Yes.");
    var declined = stream(DialectAi.model("declines"), "");
    assertThat(names(declined)).containsExactly("start", "refusal", "end");
    assertThat(field(declined.getLast(), "refusal")).isEqualTo("No.");
  }

  @Test
  void images_reach_the_model_as_they_are() {
    String model = DialectAi.model("normal");
    var reply =
        client.post(
            "/v1/generate",
            """
            {"model":"openai/%s","messages":[{"role":"user","content":[
              {"type":"text","text":"What is this?"},
              {"type":"image","media_type":"image/png","data":"iVBORw0KGgo="},
              {"type":"image","url":"https://example.com/a.png"}]}]}
            """
                .formatted(model));
    assertThat(reply.status()).as(String.valueOf(reply.body())).isEqualTo(200);
    JsonNode parts = DialectAi.PROVIDER.body(model).path("messages").path(0).path("content");
    assertThat(parts.at("/1/image_url/url").stringValue())
        .isEqualTo("data:image/png;base64,iVBORw0KGgo=");
    assertThat(parts.at("/2/image_url/url").stringValue()).isEqualTo("https://example.com/a.png");
  }

  @Test
  void a_shape_that_is_asked_for_reaches_the_model_and_is_checked() {
    String model = DialectAi.model("json");
    var answer =
        client
            .post(
                "/v1/generate",
                """
                {"prompt":"Oslo?","model":"openai/%s","response_format":{"type":"json_schema",
                  "name":"weather","schema":{"type":"object","required":["city","celsius"],
                    "properties":{"city":{"type":"string"},"celsius":{"type":"number"}}}}}
                """
                    .formatted(model))
            .body();
    assertThat(answer.path("valid").booleanValue()).isTrue();
    assertThat(answer.path("text").stringValue()).contains("\"celsius\":4");
    var format = DialectAi.PROVIDER.body(model).path("response_format");
    assertThat(format.path("type").stringValue()).isEqualTo("json_schema");
    assertThat(format.path("json_schema").path("name").stringValue()).isEqualTo("weather");
  }

  @Test
  void each_reply_carries_the_headers_of_its_dialect() throws Exception {
    for (var dialect : Dialect.values()) {
      for (String more : new String[] {"", ",\"stream\":true"}) {
        String body = dialect.body("openai/" + DialectAi.model("normal"), more);
        var request = client.request("POST", dialect.path, body).build();
        var headers = Client.exchange(request).headers();
        String id = headers.firstValue("x-request-id").orElseThrow();
        assertThat(id).isNotBlank();
        var millis = headers.firstValue("openai-processing-ms");
        assertThat(millis.isPresent()).isEqualTo(dialect == Dialect.OPENAI);
        millis.ifPresent(text -> assertThat(text).matches("\\d+"));
        var anthropic = headers.firstValue("request-id").orElse("");
        assertThat(anthropic).isEqualTo(dialect == Dialect.ANTHROPIC ? id : "");
      }
    }
  }

  @Test
  void a_model_nobody_offers_is_answered_with_near_names() {
    var reply = client.get("/v1/models/openai%2Fnormql");
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.message()).contains("such as openai/normal");
    assertThat(reply.code()).isEqualTo("model_not_found");
    assertThat(client.get("/v1/models/openai%2Fnormal").body().path("id").stringValue())
        .isEqualTo("openai/normal");
    String body = Dialect.FOUNDRY.body("local/extractiv", "");
    assertThat(client.post("/v1/generate", body).message()).contains("such as local/extractive");
  }
}
