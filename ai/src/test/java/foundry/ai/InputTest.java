package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.http.Json;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent wrongly is refused by name, never with a 500. */
final class InputTest {
  private final Client client = RunningAi.LOCAL.someone();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          /v1/generate | {                                       | body: no JSON
          /v1/generate | []                                      | body: a list of 0 (expected: an object)
          /v1/generate | {"prompt":"x","prompt":"y"}             | body: prompt given twice, at line 1, column 23 (expected: each field once)
          /v1/generate | {"prompt":"x","messages":[{"a":1,"a":2}]} | body: a given twice, at line 1
          /v1/generate | {"prompt":"x"} {}                       | body: more behind the object, at line 1, column 16 (expected: one JSON object)
          /v1/generate | {}                                      | prompt, messages: neither
          /v1/generate | {"prompt":"x","messages":[]}            | prompt, messages: both
          /v1/generate | {"prompt":" "}                          | prompt: blank
          /v1/generate | {"prompt":5}                            | prompt: 5 (expected: a string)
          /v1/generate | {"prompt":"x","colour":1}               | colour: unknown field
          /v1/generate | {"prompt":"x","max_tokens":0}           | max_tokens: 0 (expected: 1..128000)
          /v1/generate | {"prompt":"x","max_tokens":"9"}         | max_tokens: a string of 1 characters
          /v1/generate | {"prompt":"x","max_tokens":1.5}         | max_tokens: 1.5
          /v1/generate | {"prompt":"x","max_tokens":99999999999} | max_tokens: 99999999999
          /v1/generate | {"prompt":"x","temperature":3}          | temperature: 3 (expected: 0.0..2.0)
          /v1/generate | {"prompt":"x","stream":"yes"}           | stream: a string of 3 characters
          /v1/generate | {"prompt":"x","context":[{"id":"a"}]}   | context[0].text: missing
          /v1/generate | {"prompt":"x","context":[{"id":"a","text":"t","x":1}]} | context[0].x: unknown field
          /v1/generate | {"messages":[{"role":"me","content":"x"}]} | messages[0].role: a string of 2 characters (expected: one of system, user, assistant, tool)
          /v1/generate | {"messages":[{"role":"tool","content":"x"}]} | messages[0].tool_call_id: missing
          /v1/generate | {"messages":[{"role":"tool","tool_call_id":"c","content":"x"}]} | messages[0].tool_call_id: no such tool call
          /v1/generate | {"messages":[{"role":"assistant","tool_calls":[{"id":"c","name":"f","arguments":"{}"}]}]} | messages: 1 tool calls before it have no result
          /v1/generate | {"messages":[{"role":"assistant","tool_calls":[{"id":"c","name":"f","arguments":"{"}]}]} | messages[0].tool_calls[0].arguments: a string of 1 characters (expected: one JSON object)
          /v1/generate | {"messages":[{"role":"user","content":[{"type":"image","url":"data:image/png;base64,!"}]}]} | messages[0].content[0].url: no base64
          /v1/generate | {"messages":[{"role":"user","content":[{"type":"image","url":"data:text/plain;base64,AAAA"}]}]} | messages[0].content[0].url: an unsupported type
          /v1/generate | {"messages":[{"role":"user","content":[{"type":"image","url":"file:///etc/passwd"}]}]} | messages[0].content[0].url: no address of an image
          /v1/generate | {"messages":[{"role":"user","content":[{"type":"image","media_type":"image/bmp","data":"AAAA"}]}]} | messages[0].content[0].data: an unsupported type
          /v1/generate | {"prompt":"x","tool_choice":"auto"}     | tool_choice: a string of 4 characters (expected: tools beside it)
          /v1/generate | {"prompt":"x","tools":[{"name":"f"}],"tool_choice":{"name":"g"}} | tool_choice: no such tool
          /v1/generate | {"prompt":"x","tools":[{"name":"f g"}]} | tools[0].name: a string of 3 characters (expected: letters
          /v1/generate | {"prompt":"x","response_format":{"type":"json_schema"}} | response_format.schema: missing
          /v1/generate | {"prompt":"x","tools":[{"name":"f"}],"tool_choice":"required"} | tool_choice: local/extractive only quotes and calls no tools (expected: auto, none, or another model)
          /v1/generate | {"prompt":"x","tools":[{"name":"f"}],"tool_choice":{"name":"f"},"stream":true} | tool_choice: local/extractive only quotes
          /v1/generate | {"prompt":"x","response_format":{"type":"json_object"}} | response_format: local/extractive only quotes and writes no JSON (expected: text, or another model)
          /v1/generate | {"prompt":"x","stop":[]}                | stop: a list of 0 (expected: 1..16 strings)
          /v1/generate | {"prompt":"\\ud800"}                    | body: half a surrogate pair
          /v1/embed    | {"input":[]}                            | input: a list of 0 (expected: 1..256 strings)
          /v1/embed    | {"input":["a",1]}                       | input[1]: 1 (expected: a string)
          /v1/embed    | {"input":"a","kind":"other"}            | kind: a string of 5 characters (expected: one of passage, query)
          /v1/moderate | {"text":"a"}                            | input: missing
          /v1/retrieve | {"collection":"x","query":"q"}          | collection: x (expected: a UUID)
          /v1/retrieve | {"query":"q"}                           | collection: missing
          """)
  void a_wrong_field_is_named(String path, String body, String message) {
    var reply = client.post(path, body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("INVALID_INPUT");
    assertThat(reply.message()).startsWith(message);
  }

  @Test
  void an_empty_body_is_refused() {
    assertThat(client.post("/v1/embed", "").message()).startsWith("body: empty");
  }

  @Test
  void a_string_that_is_too_long_is_named_with_its_limit() {
    String query = "x".repeat(Limits.QUERY_CHARACTERS_MAX + 1);
    String body = "{\"collection\":\"%s\",\"query\":\"%s\"}".formatted(UUID.randomUUID(), query);
    assertThat(client.post("/v1/retrieve", body).message())
        .isEqualTo("query: 8001 characters (expected: at most 8000)");
  }

  @Test
  void too_many_texts_are_refused() {
    String input = "\"a\",".repeat(Limits.TEXTS_MAX) + "\"a\"";
    assertThat(client.post("/v1/embed", "{\"input\":[" + input + "]}").message())
        .isEqualTo("input: 257 items (expected: at most 256)");
  }

  @Test
  void a_body_that_is_too_large_is_refused() {
    String body = "{\"input\":\"" + "x".repeat((int) Limits.BODY_BYTES_MAX) + "\"}";
    var reply = client.post("/v1/moderate", body);
    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.code()).isEqualTo("TOO_LARGE");
  }

  @Test
  void json_nested_too_deep_is_refused() {
    var reply = client.post("/v1/embed", "[".repeat(100_000));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message())
        .isEqualTo("body: nested too deep (expected: at most %d levels)".formatted(Json.DEPTH_MAX));
  }

  @Test
  void an_unknown_model_is_refused() {
    var reply = client.post("/v1/generate", "{\"prompt\":\"x\",\"model\":\"local/other\"}");
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.code()).isEqualTo("UNKNOWN_MODEL");
  }

  @Test
  void a_body_is_json_whatever_its_content_type_says() throws Exception {
    var request =
        client
            .request("POST", "/v1/moderate", "{\"input\":\"x\"}")
            .header("content-type", "application/x-www-form-urlencoded")
            .build();
    try (var http = HttpClient.newHttpClient()) {
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void an_unknown_path_has_the_same_error_body() throws Exception {
    var request = client.request("GET", "/nowhere", "").build();
    try (var http = HttpClient.newHttpClient()) {
      var reply = http.send(request, BodyHandlers.ofString());
      assertThat(reply.statusCode()).isEqualTo(404);
      Contract.INSTANCE.checkEvent("Error", reply.body());
    }
  }
}
