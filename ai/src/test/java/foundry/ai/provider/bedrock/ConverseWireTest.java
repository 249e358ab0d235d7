package foundry.ai.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.ai.provider.Event;
import foundry.ai.provider.Extras;
import foundry.ai.provider.Extras.Dialect;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Part;
import foundry.ai.provider.Prompts;
import foundry.ai.provider.ToolChoice;
import foundry.ai.provider.upstream.ChatWire.Garbage;
import foundry.ai.provider.upstream.ChatWire.Unsupported;
import foundry.http.Json;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConverseWireTest {
  private static final Extras CACHED =
      new Extras(Dialect.ANTHROPIC, Map.of("cache_control", Prompts.json("{'type':'ephemeral'}")));

  private final ConverseWire wire = new ConverseWire();

  @Test
  void a_model_id_is_one_segment_of_the_path() {
    var prompt = Prompts.question("arn:aws:bedrock:eu-west-1:1:inference-profile/eu.x-v1:0");
    assertThat(wire.request(prompt).path())
        .isEqualTo(
            "/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A1%3Ainference-profile%2Feu.x-v1%3A0/converse");
  }

  @Test
  void a_mark_of_the_cache_becomes_a_cache_point() {
    var prompt = Prompts.conversation("m", Prompts.user(new Part.Text("Why?", CACHED)));
    assertThat(Prompts.body(wire, prompt).path("messages").path(0).path("content"))
        .isEqualTo(Prompts.json("[{'text':'Why?'},{'cachePoint':{'type':'default'}}]"));
  }

  @Test
  void thoughts_keep_their_signature_there_and_back() {
    var events = new ArrayList<Event>();
    String reply =
        """
        {"output":{"message":{"content":[
          {"reasoningContent":{"reasoningText":{"text":"Hm.","signature":"c2ln"}}},
          {"reasoningContent":{"redactedContent":"ZGF0YQ=="}}]}},"stopReason":"end_turn"}
        """;
    wire.whole(Buffer.buffer(reply), Prompts.question("m"), events::add);
    assertThat(events)
        .containsExactly(
            new Event.Thinking("Hm."),
            new Event.ThinkingSignature("c2ln"),
            new Event.RedactedThinking("ZGF0YQ=="));
    var back =
        Prompts.conversation(
            "m",
            Prompts.user(new Part.Text("Why?")),
            Prompts.assistant(
                new Part.Thinking("Hm.", "c2ln"),
                new Part.Thinking("Hm.", "gemini:c2ln"),
                new Part.RedactedThinking("ZGF0YQ=="),
                new Part.Text("So.")));
    assertThat(Prompts.body(wire, back).path("messages").path(1).path("content"))
        .isEqualTo(
            Prompts.json(
                """
                [{'reasoningContent':{'reasoningText':{'text':'Hm.','signature':'c2ln'}}},
                 {'reasoningContent':{'redactedContent':'ZGF0YQ=='}},{'text':'So.'}]
                """));
  }

  @Test
  void a_schema_goes_as_text() {
    var body = Prompts.body(wire, Prompts.with(Prompts.question("m"), Prompts.schema()));
    var format = body.path("outputConfig").path("textFormat");
    assertThat(format.path("type").stringValue()).isEqualTo("json_schema");
    var schema = format.path("structure").path("jsonSchema").path("schema").stringValue();
    assertThat(Json.tree(schema).path("additionalProperties").booleanValue()).isFalse();
  }

  @Test
  void tools_that_were_used_are_named_even_where_none_may_be_used() {
    var asked =
        Prompts.conversation(
            "m",
            Prompts.user(new Part.Text("Why?")),
            Prompts.assistant(Prompts.use("t")),
            Prompts.user(Prompts.result("t", "18")));
    var none = new ToolChoice.None();
    assertThat(Prompts.body(wire, Prompts.with(asked, none, true)).has("toolConfig")).isTrue();
    var first = Prompts.with(Prompts.question("m"), none, true);
    assertThat(Prompts.body(wire, first).has("toolConfig")).isFalse();
  }

  @Test
  void what_bedrock_has_no_word_for_is_refused_by_name() {
    var image =
        new Part.Image(new Part.Source.Url(URI.create("https://example.com/a")), Extras.NONE);
    assertThatThrownBy(() -> wire.request(Prompts.conversation("m", Prompts.user(image))))
        .isInstanceOf(Unsupported.class)
        .hasMessageContaining("image");
    var one = Prompts.with(Prompts.question("m"), ToolChoice.AUTO, false);
    assertThatThrownBy(() -> wire.request(one)).isInstanceOf(Unsupported.class);
    var cut = new Part.ToolUse("t", "weather", "{\"city\":", Extras.NONE);
    assertThatThrownBy(() -> wire.request(Prompts.conversation("m", Prompts.assistant(cut))))
        .isInstanceOf(Unsupported.class)
        .hasMessageNotContaining("city");
  }

  @Test
  void a_wrong_length_is_seen_before_it_is_waited_for() {
    var reader = wire.reader(Prompts.question("m").streamed(true), event -> {});
    assertThatThrownBy(() -> reader.feed(Buffer.buffer("<html><body>")))
        .isInstanceOf(Garbage.class);
  }

  @Test
  void exceptions_are_known_by_the_body_where_a_proxy_drops_the_header() {
    String body = "{'__type':'com.amazon.coral#ServiceQuotaExceededException','message':'secret'}";
    var failed = wire.error(Prompts.error(400, body));
    assertThat(failed.problem()).isEqualTo(Problem.QUOTA);
    assertThat(failed.message()).doesNotContain("secret");
    assertThat(wire.error(Prompts.error(503, "<html>")).problem()).isEqualTo(Problem.OVERLOADED);
    assertThat(List.of(wire.error(Prompts.error(503, "<html>")).retryable())).containsOnly(true);
  }
}
