package foundry.ai.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.provider.Event;
import foundry.ai.provider.Extras;
import foundry.ai.provider.Message;
import foundry.ai.provider.Message.Role;
import foundry.ai.provider.Outcome.Reason;
import foundry.ai.provider.Part;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Sampling;
import foundry.ai.provider.Tool;
import foundry.ai.provider.contract.ProviderUnderTest.Script;
import foundry.http.Json;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every provider that is reached over HTTP must make of good answers. */
@ParameterizedClass(name = "{0}")
@MethodSource("foundry.ai.provider.contract.Stage#all")
final class ProviderContractTest {
  private static final String PLAIN = "Gr\u00fc\u00dfe \ud83d\udc4b, it is 42.";
  private final Stage stage;

  ProviderContractTest(Stage stage) {
    this.stage = stage;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_plain_answer_is_its_text_its_reason_and_its_usage(boolean streamed) {
    var call = stage.ask(Stage.prompt(Stage.model("plain")).streamed(streamed));
    var finished = call.finished();
    assertThat(finished.reason()).isEqualTo(Reason.STOP);
    assertThat(finished.usage()).contains(stage.vendor().usage());
    assertThat(finished.model()).isNotBlank();
    assertThat(Recorder.joined(call.heard().events)).containsExactly(new Event.Text(PLAIN));
    assertThat(call.heard().late).isEmpty();
  }

  @Test
  void a_stream_comes_in_pieces() {
    var call = stage.streamed("plain");
    call.finished();
    assertThat(call.heard().events).hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @EnumSource(Script.class)
  void a_streamed_answer_says_the_same_as_a_whole_one(Script script) {
    var whole = stage.whole(script.name().toLowerCase(java.util.Locale.ROOT));
    var streamed = stage.streamed(script.name().toLowerCase(java.util.Locale.ROOT));
    assertThat(streamed.finished().reason()).isEqualTo(whole.finished().reason());
    assertThat(nameless(streamed)).isEqualTo(nameless(whole)).isNotEmpty();
  }

  /** Where the vendor names no calls we do, differently each time. */
  private static List<Event> nameless(Call call) {
    var events = new ArrayList<Event>();
    for (var event : Recorder.joined(call.heard().events)) {
      if (event instanceof Event.ToolStart(var index, var id, var name)) {
        assertThat(id).isNotBlank();
        events.add(new Event.ToolStart(index, "", name));
      } else if (event instanceof Event.ToolArguments(var index, var json)) {
        events.add(new Event.ToolArguments(index, Json.tree(json).toString()));
      } else {
        events.add(event);
      }
    }
    return events;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_tool_is_asked_for_by_name_with_whole_arguments(boolean streamed) {
    var call = stage.ask(Stage.prompt(Stage.model("tool")).streamed(streamed));
    assertThat(call.finished().reason()).isEqualTo(Reason.TOOL_USE);
    assertThat(tools(call)).containsExactly("0 weather {\"city\":\"K\u00f6ln\"}");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void several_tools_are_numbered_and_have_ids_of_their_own(boolean streamed) {
    var call = stage.ask(Stage.prompt(Stage.model("parallel")).streamed(streamed));
    assertThat(call.finished().reason()).isEqualTo(Reason.TOOL_USE);
    assertThat(tools(call))
        .containsExactly("0 weather {\"city\":\"K\u00f6ln\"}", "1 time {\"zone\":\"CET\"}");
    var ids = new ArrayList<String>();
    for (var event : call.heard().events) {
      if (event instanceof Event.ToolStart(var _, var id, var _)) ids.add(id);
    }
    assertThat(ids).hasSize(2).doesNotHaveDuplicates();
  }

  private static List<String> tools(Call call) {
    var names = new ArrayList<String>();
    var json = new ArrayList<StringBuilder>();
    for (var event : call.heard().events) {
      switch (event) {
        case Event.ToolStart(var index, var _, var name) -> {
          assertThat(index).isEqualTo(names.size());
          names.add(name);
          json.add(new StringBuilder());
        }
        case Event.ToolArguments(var index, var piece) -> json.get(index).append(piece);
        default -> {}
      }
    }
    var tools = new ArrayList<String>();
    for (int i = 0; i < names.size(); i++) {
      tools.add(i + " " + names.get(i) + " " + Json.tree(json.get(i).toString()));
    }
    return tools;
  }

  @Test
  void the_other_reasons_to_end_are_told_apart() {
    assertThat(stage.streamed("length").finished().reason()).isEqualTo(Reason.LENGTH);
    assertThat(stage.streamed("filtered").finished().reason()).isEqualTo(Reason.CONTENT_FILTER);
  }

  @Test
  void system_images_tools_and_their_results_reach_the_vendor() {
    String model = Stage.model("plain");
    var image = new Part.Image(new Part.Source.Inline("image/png", "aW1hZ2U="), Extras.NONE);
    var use = new Part.ToolUse("call_1", "weather", "{\"city\":\"K\u00f6ln\"}", Extras.NONE);
    var result =
        new Part.ToolResult("call_1", List.of(new Part.Text("18 degrees")), false, Extras.NONE);
    var messages =
        List.of(
            Message.of(Role.SYSTEM, "Be brief."),
            new Message(Role.USER, List.of(new Part.Text("Where?"), image), Extras.NONE),
            new Message(Role.ASSISTANT, List.of(use), Extras.NONE),
            new Message(Role.USER, List.of(result), Extras.NONE));
    var schema = Json.tree("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}");
    var tool = new Tool("weather", Optional.of("Of a city"), schema, false, Extras.NONE);
    var plain = Prompt.of(model, messages, Sampling.of(99, Optional.of(0.5)));
    var asked =
        new Prompt(
            model,
            messages,
            Optional.empty(),
            List.of(tool),
            plain.toolChoice(),
            true,
            plain.format(),
            plain.sampling(),
            false,
            Extras.NONE);
    stage.ask(asked).finished();
    var body = stage.server().seen(model).body.join();
    assertThat(stage.vendor().system(body)).isEqualTo("Be brief.");
    assertThat(stage.vendor().image(body)).contains("aW1hZ2U=");
    assertThat(stage.vendor().toolResult(body)).isEqualTo("18 degrees");
    assertThat(body.toString()).contains("\"weather\"", "Of a city", "99", "0.5");
  }

  @Test
  void bytes_torn_by_the_network_make_the_same_answer() {
    var call = stage.streamed("trickle");
    assertThat(call.finished().usage()).contains(stage.vendor().usage());
    assertThat(Recorder.joined(call.heard().events)).containsExactly(new Event.Text(PLAIN));
  }

  @ParameterizedTest
  @EnumSource(Script.class)
  void a_tear_at_any_byte_makes_the_same_events(Script script) {
    var all = Buffer.buffer();
    stage.vendor().pieces(script).forEach(all::appendBuffer);
    var expected = read(all, all.length());
    for (int at = 1; at < all.length(); at++) {
      var torn = read(all, at);
      if (!torn.equals(expected)) assertThat(torn).as("torn at byte " + at).isEqualTo(expected);
    }
  }

  private List<Object> read(Buffer all, int tear) {
    var events = new ArrayList<Object>();
    var reader = stage.vendor().wire().reader(Stage.prompt("m").streamed(true), events::add);
    var outcome = reader.feed(all.slice(0, tear));
    if (outcome.isEmpty()) outcome = reader.feed(all.slice(tear, all.length()));
    events.add(outcome.or(reader::end).orElseThrow());
    events.replaceAll(
        event ->
            event instanceof Event.ToolStart(var index, var _, var name)
                ? new Event.ToolStart(index, "", name)
                : event);
    return events;
  }

  @Test
  void an_answer_nobody_wants_any_more_is_hung_up_on() throws Exception {
    String model = Stage.model("silent");
    var call = stage.ask(Stage.prompt(model).streamed(true));
    call.heard().first.get(20, TimeUnit.SECONDS);
    Stage.VERTX.runOnContext(ignored -> call.answering().cancel());
    stage.server().seen(model).hungUp.get(20, TimeUnit.SECONDS);
    assertThat(call.heard().outcome).isNotDone();
  }

  @Test
  void a_vendor_is_read_no_faster_than_the_reader_reads() throws Exception {
    String model = Stage.model("flood");
    var heard = new Recorder();
    var taking = Promise.<Void>promise();
    heard.taken = taking.future();
    var call = stage.ask(Stage.prompt(model).streamed(true), heard);
    int written = stage.server().seen(model).stuffed.get(20, TimeUnit.SECONDS);
    assertThat(heard.events.size()).isLessThan(written);
    assertThat(heard.outcome).isNotDone();
    heard.taken = io.vertx.core.Future.succeededFuture();
    Stage.VERTX.runOnContext(ignored -> taking.complete());
    stage.server().seen(model).drained.get(20, TimeUnit.SECONDS);
    Stage.VERTX.runOnContext(ignored -> call.answering().cancel());
  }
}
