package foundry.ai.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.ai.provider.Event;
import foundry.ai.provider.Extras;
import foundry.ai.provider.Extras.Dialect;
import foundry.ai.provider.Message;
import foundry.ai.provider.Message.Role;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Outcome.Reason;
import foundry.ai.provider.OutputFormat;
import foundry.ai.provider.Part;
import foundry.ai.provider.Prompts;
import foundry.ai.provider.ToolChoice;
import foundry.ai.provider.upstream.ChatWire.Unsupported;
import foundry.http.Json;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class MessagesWireTest {
  private static final Extras CACHED =
      new Extras(Dialect.ANTHROPIC, Map.of("cache_control", Prompts.json("{'type':'ephemeral'}")));

  private final MessagesWire wire = new MessagesWire();
  private final List<Event> events = new ArrayList<>();

  private JsonNode content(Message... messages) {
    var body = Prompts.body(wire, Prompts.conversation("claude", messages));
    return body.path("messages");
  }

  private Object stream(String... data) {
    var reader = wire.reader(Prompts.question("claude").streamed(true), events::add);
    var outcome = java.util.Optional.<foundry.ai.provider.Outcome>empty();
    for (String one : data) {
      outcome = reader.feed(Buffer.buffer("data:" + one.replace('\'', '"') + "\n\n"));
    }
    return outcome.or(reader::end).orElseThrow();
  }

  @Test
  void what_is_not_settled_yet_is_named_in_a_header_and_not_in_the_body() {
    var beta = new Extras(Dialect.ANTHROPIC, Map.of("anthropic-beta", Prompts.json("'a-1,b-2'")));
    var request =
        wire.request(Prompts.with(Prompts.question("c"), Prompts.tool(Extras.NONE), beta));
    assertThat(request.headers()).containsEntry("anthropic-beta", "a-1,b-2");
    assertThat(request.body().toString()).doesNotContain("anthropic-beta");
    assertThat(wire.request(Prompts.question("c")).headers()).doesNotContainKey("anthropic-beta");
  }

  @Test
  void thoughts_keep_their_signature_there_and_back() {
    stream(
        "{'type':'content_block_start','index':0,'content_block':{'type':'thinking','thinking':'','signature':''}}",
        "{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'Hm.'}}",
        "{'type':'content_block_delta','index':0,'delta':{'type':'signature_delta','signature':'c2ln'}}",
        "{'type':'content_block_stop','index':0}",
        "{'type':'content_block_start','index':1,'content_block':{'type':'redacted_thinking','data':'ZGF0YQ=='}}",
        "{'type':'content_block_stop','index':1}",
        "{'type':'message_stop'}");
    assertThat(events)
        .containsExactly(
            new Event.Thinking("Hm."),
            new Event.ThinkingSignature("c2ln"),
            new Event.RedactedThinking("ZGF0YQ=="));
    var said =
        content(
            Prompts.user(new Part.Text("Why?")),
            Prompts.assistant(
                new Part.Thinking("Hm.", "c2ln"),
                new Part.RedactedThinking("ZGF0YQ=="),
                Prompts.use("toolu_1")),
            Prompts.user(Prompts.result("toolu_1", "18")));
    assertThat(said.path(1).path("content").path(0))
        .isEqualTo(Prompts.json("{'type':'thinking','thinking':'Hm.','signature':'c2ln'}"));
    assertThat(said.path(1).path("content").path(1))
        .isEqualTo(Prompts.json("{'type':'redacted_thinking','data':'ZGF0YQ=='}"));
  }

  @Test
  void thoughts_of_others_stay_away() {
    var said =
        content(
            Prompts.user(new Part.Text("Why?")),
            Prompts.assistant(
                new Part.Thinking("Hm.", ""),
                new Part.Thinking("Hm.", "gemini:c2ln"),
                new Part.Text("So.")),
            Prompts.user(new Part.Text("And?")));
    assertThat(said.path(1).path("content").size()).isEqualTo(1);
  }

  @Test
  void marks_of_the_cache_survive_on_blocks_tools_and_the_request() {
    var messages =
        List.of(
            new Message(Role.SYSTEM, List.of(new Part.Text("Brief.", CACHED)), Extras.NONE),
            Prompts.user(new Part.Text("Why?", CACHED)));
    var prompt = Prompts.conversation("claude", messages.toArray(Message[]::new));
    var effort =
        new Extras(
            Dialect.ANTHROPIC,
            Map.of(
                "cache_control", Prompts.json("{'type':'ephemeral'}"),
                "output_config", Prompts.json("{'effort':'low'}")));
    var asked = Prompts.with(prompt, Prompts.tool(CACHED), effort);
    var body = Prompts.body(wire, Prompts.with(asked, Prompts.schema()));
    var mark = Prompts.json("{'type':'ephemeral'}");
    assertThat(body.path("cache_control")).isEqualTo(mark);
    assertThat(body.path("system").path(0).path("cache_control")).isEqualTo(mark);
    assertThat(body.path("tools").path(0).path("cache_control")).isEqualTo(mark);
    assertThat(body.path("messages").path(0).path("content").path(0).path("cache_control"))
        .isEqualTo(mark);
    assertThat(body.path("output_config").path("effort").stringValue()).isEqualTo("low");
    assertThat(body.path("output_config").path("format").path("type").stringValue())
        .isEqualTo("json_schema");
    assertThat(effort.fields().get("output_config").has("format")).isFalse();
  }

  @Test
  void fields_of_another_dialect_stay_away() {
    var other = new Extras(Dialect.OPENAI, Map.of("logprobs", Json.tree("true")));
    var prompt = Prompts.with(Prompts.question("claude"), Prompts.tool(other), other);
    assertThat(wire.request(prompt).body().toString()).doesNotContain("logprobs");
  }

  @Test
  void neighbours_of_one_role_are_one_turn_and_results_come_first() {
    var said =
        content(
            Prompts.user(new Part.Text("Why?")),
            Prompts.user(new Part.Text("")),
            Prompts.assistant(Prompts.use("toolu_1")),
            Prompts.user(new Part.Text("Look:")),
            Prompts.user(Prompts.result("toolu_1", "18")));
    assertThat(said.size()).isEqualTo(3);
    assertThat(said.path(0).path("content").size()).isEqualTo(1);
    assertThat(said.path(2).path("content").path(0).path("type").stringValue())
        .isEqualTo("tool_result");
    assertThat(said.path(2).path("content").path(1).path("text").stringValue()).isEqualTo("Look:");
  }

  @Test
  void a_schema_is_closed_and_freed_of_what_cannot_be_held() {
    var body = Prompts.body(wire, Prompts.with(Prompts.question("claude"), Prompts.schema()));
    assertThat(body.path("output_config").path("format").path("schema"))
        .isEqualTo(
            Prompts.json(
                """
                {'type':'object','properties':{'age':{'type':'integer'},
                 'home':{'type':'object','properties':{'city':{'type':'string'}},
                  'additionalProperties':false}},'additionalProperties':false}
                """));
  }

  @Test
  void any_json_is_asked_for_in_words() {
    var json = Prompts.with(Prompts.question("claude"), new OutputFormat.JsonObject());
    assertThat(Prompts.body(wire, json).path("system").path(0).path("text").stringValue())
        .contains("JSON object");
  }

  @Test
  void one_tool_at_a_time_can_be_asked_for() {
    var question = Prompts.question("claude");
    var one = Prompts.body(wire, Prompts.with(question, ToolChoice.AUTO, false));
    assertThat(one.path("tool_choice"))
        .isEqualTo(Prompts.json("{'type':'auto','disable_parallel_tool_use':true}"));
    var named = Prompts.body(wire, Prompts.with(question, new ToolChoice.Named("weather"), true));
    assertThat(named.path("tool_choice"))
        .isEqualTo(Prompts.json("{'type':'tool','name':'weather'}"));
    var any = Prompts.body(wire, Prompts.with(question, ToolChoice.AUTO, true));
    assertThat(any.has("tool_choice")).isFalse();
  }

  @Test
  void a_conversation_without_a_word_is_refused_by_name() {
    var silent = Prompts.conversation("claude", Message.of(Role.SYSTEM, "Brief."));
    assertThatThrownBy(() -> wire.request(silent))
        .isInstanceOf(Unsupported.class)
        .hasMessageStartingWith("messages:");
  }

  @Test
  void the_stop_sequence_that_ended_it_is_told() {
    var end =
        stream(
            "{'type':'message_start','message':{'model':'claude-x','usage':{'input_tokens':4}}}",
            "{'type':'message_delta','delta':{'stop_reason':'stop_sequence','stop_sequence':'END'},"
                + "'usage':{'output_tokens':2}}",
            "{'type':'message_stop'}");
    assertThat(end)
        .isInstanceOfSatisfying(
            Finished.class,
            finished -> {
              assertThat(finished.reason()).isEqualTo(Reason.STOP);
              assertThat(finished.stop()).contains("END");
              assertThat(finished.model()).isEqualTo("claude-x");
            });
  }

  @Test
  void tools_that_the_provider_runs_itself_are_not_ours() {
    stream(
        "{'type':'content_block_start','index':0,'content_block':{'type':'server_tool_use','id':'s','name':'web_search','input':{}}}",
        "{'type':'content_block_delta','index':0,'delta':{'type':'input_json_delta','partial_json':'{}'}}",
        "{'type':'content_block_stop','index':0}",
        "{'type':'content_block_start','index':1,'content_block':{'type':'tool_use','id':'t','name':'now','input':{}}}",
        "{'type':'content_block_stop','index':1}",
        "{'type':'message_stop'}");
    assertThat(events)
        .containsExactly(new Event.ToolStart(0, "t", "now"), new Event.ToolArguments(0, "{}"));
  }

  @Test
  void trouble_in_the_middle_keeps_what_was_counted() {
    var end =
        stream(
            "{'type':'message_start','message':{'model':'c','usage':{'input_tokens':4,'output_tokens':1}}}",
            "{'type':'error','error':{'type':'rate_limit_error','message':'secret'}}");
    assertThat(end)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.problem()).isEqualTo(Problem.RATE_LIMITED);
              assertThat(failed.usage()).isEmpty();
              assertThat(failed.message()).doesNotContain("secret");
            });
  }

  @Test
  void a_limit_without_a_time_to_come_back_is_the_accounts() {
    var spent =
        wire.error(Prompts.error(429, "{'type':'error','error':{'type':'rate_limit_error'}}"));
    assertThat(spent.problem()).isEqualTo(Problem.RATE_LIMITED);
    assertThat(spent.retryable()).isFalse();
    String body =
        "{'error':{'type':'invalid_request_error','message':'Your credit balance is too low'}}";
    assertThat(wire.error(Prompts.error(400, body)).problem()).isEqualTo(Problem.QUOTA);
  }
}
