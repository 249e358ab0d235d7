package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.http.Json;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent wrongly in a dialect is refused in its own words. */
final class DialectInputTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String MESSAGES = "/v1/messages";
  private static final String ASK = "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]";

  private final Client client = DialectAi.client();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      nullValues = "null",
      textBlock =
          """
          {                                              | 400 | invalid_value         | null
          {"messages":[]}                                | 400 | invalid_value         | messages
          {"messages":[{"role":"user"}]}                 | 400 | invalid_value         | messages[0].content
          {"messages":[{"role":"me","content":"x"}]}     | 400 | invalid_value         | messages[0].role
          {"messages":[{"role":"tool","tool_call_id":"c","content":"x"}]} | 400 | invalid_value | messages[0].tool_call_id
          {ASK,"max_tokens":-1}                          | 400 | invalid_value         | max_tokens
          {ASK,"max_completion_tokens":99999999999}      | 400 | invalid_value         | max_completion_tokens
          {ASK,"max_tokens":1,"max_completion_tokens":1} | 400 | invalid_value         | max_tokens
          {ASK,"n":2}                                    | 400 | unsupported_parameter | n
          {ASK,"logprobs":true}                          | 400 | unsupported_parameter | logprobs
          {ASK,"audio":{"voice":"x"}}                    | 400 | unsupported_parameter | audio
          {ASK,"stream_options":{}}                      | 400 | invalid_value         | stream_options
          {ASK,"seed":"x"}                               | 400 | invalid_value         | seed
          {ASK,"model":"local/extractive","logit_bias":{}} | 400 | unsupported_parameter | logit_bias
          {ASK,"model":"local/other"}                    | 404 | model_not_found       | null
          {ASK,"model":"local/extractive","response_format":{"type":"json_object"}} | 400 | unsupported_parameter | response_format
          {ASK,"model":"local/extractive","tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"required"} | 400 | unsupported_parameter | tool_choice
          {ASK,"messages":[]}                            | 400 | invalid_value         | null
          """)
  void the_openai_dialect_names_the_parameter(String body, int status, String code, String param) {
    var reply = client.post(CHAT, body.replace("ASK", ASK));
    assertThat(reply.status()).isEqualTo(status);
    var error = reply.body().path("error");
    assertThat(error.path("type").stringValue()).isEqualTo("invalid_request_error");
    assertThat(error.path("code").stringValue()).isEqualTo(code);
    assertThat(error.path("param").asString(null)).isEqualTo(param);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {                             | 400 | invalid_request_error | body: no JSON
          {ASK}                         | 400 | invalid_request_error | max_tokens: missing
          {ASK,"max_tokens":0}          | 400 | invalid_request_error | max_tokens: 0
          {ASK,"max_tokens":9,"container":"x","model":"local/extractive"} | 400 | invalid_request_error | container: not supported
          {"max_tokens":9,"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"c"}]}]} | 400 | invalid_request_error | messages[0].content[0].tool_use_id: no such
          {"max_tokens":9,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/bmp","data":"AAAA"}}]}]} | 400 | invalid_request_error | messages[0].content[0].source.data: an unsupported type
          {ASK,"max_tokens":9,"model":"local/other"} | 404 | not_found_error | model
          """)
  void the_anthropic_dialect_names_the_field(String body, int status, String type, String message) {
    var reply = client.post(MESSAGES, body.replace("ASK", ASK));
    assertThat(reply.status()).isEqualTo(status);
    var error = reply.body().path("error");
    assertThat(error.path("type").stringValue()).isEqualTo(type);
    assertThat(error.path("message").stringValue()).startsWith(message);
  }

  @ParameterizedTest
  @CsvSource({"/v1/responses", "/v1/responses/resp_1", "/v1/completions"})
  void what_is_not_offered_of_the_dialect_says_what_to_use_instead(String path) throws Exception {
    for (String method : new String[] {"POST", "GET"}) {
      var request = client.request(method, path, method.equals("GET") ? "" : "{}").build();
      var reply = Client.exchange(request);
      assertThat(reply.statusCode()).isEqualTo(404);
      var error = Json.tree(reply.body()).path("error");
      assertThat(error.path("type").stringValue()).isEqualTo("invalid_request_error");
      assertThat(error.path("code").stringValue()).isEqualTo("unknown_url");
      assertThat(error.path("message").stringValue())
          .isEqualTo(path + ": not offered (expected: /v1/chat/completions)");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/generate, POST, FOUNDRY",
    "PUT, /v1/chat/completions, POST, OPENAI",
    "DELETE, /v1/messages, POST, ANTHROPIC",
    "POST, /v1/templates/x, 'GET, PUT', FOUNDRY",
    "POST, /v1/models, GET, FOUNDRY",
  })
  void a_method_that_a_path_does_not_have_is_told_which_it_has(
      String method, String path, String allowed, Dialect dialect) {
    var request = client.request(method, path, method.equals("GET") ? "" : "{}").build();
    var reply = Client.exchange(request);
    assertThat(reply.statusCode()).isEqualTo(405);
    assertThat(reply.headers().firstValue("allow")).contains(allowed);
    assertThat(dialect.error(Json.tree(reply.body())))
        .isEqualTo(
            dialect.one("METHOD_NOT_ALLOWED", "method_not_supported", "invalid_request_error"));
  }

  @Test
  void deep_broken_and_empty_bodies_are_refused_in_each_dialect() {
    for (String path : new String[] {CHAT, MESSAGES}) {
      for (String body : new String[] {"", "[".repeat(100_000), "{\"x\":\"\\ud800\"}", "[]"}) {
        assertThat(client.post(path, body).status()).as(path).isEqualTo(400);
      }
    }
  }

  @Test
  void fields_of_the_dialect_reach_a_provider_that_speaks_it() {
    String model = DialectAi.model("normal");
    String body = "{" + ASK + ",\"model\":\"openai/" + model + "\",\"logit_bias\":{\"1\":5}}";
    assertThat(client.post(CHAT, body).status()).isEqualTo(200);
    assertThat(DialectAi.PROVIDER.body(model).path("logit_bias").path("1").intValue()).isEqualTo(5);
  }

  @Test
  void advice_is_left_out_where_it_means_nothing() {
    String body = "{" + ASK + ",\"model\":\"local/extractive\",\"user\":\"u\",\"store\":true}";
    assertThat(client.post(CHAT, body).status()).isEqualTo(200);
  }

  @Test
  void a_client_that_hangs_up_or_half_closes_ends_the_call_to_the_provider() throws Exception {
    for (boolean half : new boolean[] {true, false}) {
      String model = DialectAi.model("silent");
      String body = "{" + ASK + ",\"stream\":true,\"model\":\"openai/" + model + "\"}";
      try (var socket = new Socket("127.0.0.1", DialectAi.port())) {
        send(socket, body.length(), body);
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        if (half) socket.shutdownOutput();
        else socket.close();
        DialectAi.PROVIDER.hungUp(model).get(10, TimeUnit.SECONDS);
      }
    }
  }

  private static void send(Socket socket, int length, String body) throws IOException {
    String head =
        "POST %s HTTP/1.1\r\nhost: x\r\nauthorization: Bearer %s\r\ncontent-length: %d\r\n\r\n"
            .formatted(CHAT, DialectAi.token(), length);
    socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  @Test
  void megabytes_of_headers_are_cut_off() throws Exception {
    try (var socket = new Socket("127.0.0.1", DialectAi.port())) {
      var out = socket.getOutputStream();
      out.write("GET /v1/models HTTP/1.1\r\n".getBytes(StandardCharsets.UTF_8));
      byte[] line = ("x: " + "y".repeat(1_000) + "\r\n").getBytes(StandardCharsets.UTF_8);
      try {
        for (int i = 0; i < 10_000; i++) out.write(line);
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
            .isEqualTo("HTTP/1.1 431");
      } catch (IOException e) {
        assertThat(e).hasMessageMatching("(?i).*(reset|pipe|abort).*");
      }
    }
  }
}
