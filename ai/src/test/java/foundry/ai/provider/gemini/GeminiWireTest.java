package foundry.ai.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Outcome.Reason;
import foundry.ai.provider.Part;
import foundry.ai.provider.Prompts;
import foundry.ai.provider.ToolChoice;
import foundry.ai.provider.upstream.ChatWire.Garbage;
import foundry.ai.provider.upstream.ChatWire.Unsupported;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GeminiWireTest {
  private final GeminiWire wire = new GeminiWire();
  private final List<Event> events = new ArrayList<>();

  private Outcome whole(String body) {
    return wire.whole(
        Buffer.buffer(body.replace('\'', '"')), Prompts.question("gemini"), events::add);
  }

  @Test
  void the_signature_of_a_call_comes_back_with_it() {
    whole(
        """
        {'candidates':[{'content':{'parts':[
          {'text':'Hm.','thought':true},
          {'functionCall':{'name':'weather','args':{'city':'Rome'}},'thoughtSignature':'c2ln'}]},
          'finishReason':'STOP'}]}
        """);
    assertThat(events.get(0)).isEqualTo(new Event.Thinking("Hm."));
    assertThat(events).contains(new Event.ThinkingSignature("gemini:c2ln"));
    var start = (Event.ToolStart) events.get(3);
    var back =
        Prompts.conversation(
            "gemini",
            Prompts.user(new Part.Text("Why?")),
            Prompts.assistant(new Part.Thinking("Hm.", "gemini:c2ln"), Prompts.use(start.id())),
            Prompts.user(Prompts.result(start.id(), "18")));
    var contents = Prompts.body(wire, back).path("contents");
    assertThat(contents.path(1).path("parts"))
        .isEqualTo(
            Prompts.json(
                """
                [{'functionCall':{'name':'weather','args':{'city':'Rome'}},
                  'thoughtSignature':'c2ln'}]
                """));
    assertThat(contents.path(2).path("parts"))
        .isEqualTo(
            Prompts.json("[{'functionResponse':{'name':'weather','response':{'output':'18'}}}]"));
  }

  @Test
  void a_call_whose_signature_was_lost_says_so_and_only_the_first_needs_one() {
    var back =
        Prompts.conversation(
            "gemini",
            Prompts.user(new Part.Text("Why?")),
            Prompts.assistant(
                new Part.Thinking("Hm.", "of another"), Prompts.use("a"), Prompts.use("b")),
            Prompts.user(Prompts.result("a", "18"), Prompts.result("b", "19")));
    var calls = Prompts.body(wire, back).path("contents").path(1).path("parts");
    assertThat(calls.path(0).path("thoughtSignature").stringValue())
        .isEqualTo("skip_thought_signature_validator");
    assertThat(calls.path(1).has("thoughtSignature")).isFalse();
    assertThat(calls.path(1).path("functionCall").path("id").stringValue()).isEqualTo("b");
  }

  @Test
  void a_blocked_prompt_is_filtered() {
    var end =
        whole(
            "{'promptFeedback':{'blockReason':'PROHIBITED_CONTENT'},'usageMetadata':{'promptTokenCount':4}}");
    assertThat(end)
        .isInstanceOfSatisfying(
            Finished.class,
            finished -> {
              assertThat(finished.reason()).isEqualTo(Reason.CONTENT_FILTER);
              assertThat(finished.usage().orElseThrow().input()).isEqualTo(4);
            });
  }

  @Test
  void a_call_that_nobody_can_read_may_be_asked_for_again() {
    assertThat(whole("{'candidates':[{'finishReason':'MALFORMED_FUNCTION_CALL'}]}"))
        .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.retryable()).isTrue());
  }

  @Test
  void a_reply_without_a_candidate_is_garbage() {
    assertThatThrownBy(() -> whole("{}")).isInstanceOf(Garbage.class);
    assertThatThrownBy(() -> whole("7")).isInstanceOf(Garbage.class);
  }

  @Test
  void a_schema_and_a_choice_of_tools_are_told_in_googles_words() {
    var question = Prompts.question("gemini");
    var shaped = Prompts.body(wire, Prompts.with(question, Prompts.schema()));
    assertThat(shaped.path("generationConfig").path("responseMimeType").stringValue())
        .isEqualTo("application/json");
    assertThat(shaped.path("generationConfig").path("responseJsonSchema").has("properties"))
        .isTrue();
    var named = Prompts.with(question, new ToolChoice.Named("weather"), true);
    assertThat(Prompts.body(wire, named).path("toolConfig"))
        .isEqualTo(
            Prompts.json(
                "{'functionCallingConfig':{'mode':'ANY','allowedFunctionNames':['weather']}}"));
  }

  @Test
  void what_gemini_has_no_word_for_is_refused_by_name() {
    var question = Prompts.question("gemini");
    assertThatThrownBy(() -> wire.request(Prompts.with(question, ToolChoice.AUTO, false)))
        .isInstanceOf(Unsupported.class)
        .hasMessageStartingWith("parallel_tool_calls: false");
    var lost = Prompts.conversation("gemini", Prompts.user(Prompts.result("x", "18")));
    assertThatThrownBy(() -> wire.request(lost)).isInstanceOf(Unsupported.class);
  }

  @Test
  void an_image_by_its_address_has_a_type() {
    var source = new Part.Source.Url(URI.create("https://example.com/a.PNG"));
    var asked =
        Prompts.conversation(
            "gemini", Prompts.user(new Part.Image(source, foundry.ai.provider.Extras.NONE)));
    assertThat(Prompts.body(wire, asked).path("contents").path(0).path("parts").path(0))
        .isEqualTo(
            Prompts.json(
                "{'fileData':{'mimeType':'image/png','fileUri':'https://example.com/a.PNG'}}"));
  }

  @Test
  void a_name_cannot_leave_its_place_in_the_path() {
    assertThat(wire.request(Prompts.question("../x?y#z")).path())
        .isEqualTo("/models/..%2Fx%3Fy%23z:generateContent");
  }

  @Test
  void a_days_quota_is_not_waited_for_but_a_minutes_is() {
    String body =
        "{'error':{'code':429,'status':'RESOURCE_EXHAUSTED','details':[%s,{'retryDelay':'34.5s'}]}}";
    var day =
        wire.error(
            Prompts.error(
                429, body.formatted("{'violations':[{'quotaId':'GenerateRequestsPerDay'}]}")));
    assertThat(day.problem()).isEqualTo(Problem.QUOTA);
    assertThat(day.retryable()).isFalse();
    var minute = wire.error(Prompts.error(429, body.formatted("{}")));
    assertThat(minute.problem()).isEqualTo(Problem.RATE_LIMITED);
    assertThat(minute.retryAfter()).contains(Duration.ofMillis(34_500));
  }
}
