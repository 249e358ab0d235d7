package foundry.ai.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.Event;
import foundry.ai.provider.Extras;
import foundry.ai.provider.Message;
import foundry.ai.provider.Message.Role;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.Outcome.Problem;
import foundry.ai.provider.Outcome.Reason;
import foundry.ai.provider.Part;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Sampling;
import foundry.ai.provider.TextProvider.Answering;
import foundry.ai.provider.Tool;
import foundry.ai.provider.contract.ProviderUnderTest.Script;
import foundry.ai.provider.contract.ProviderUnderTest.Trouble;
import foundry.ai.provider.upstream.HttpTextProvider;
import foundry.http.Json;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every provider that is reached over HTTP must do, well or badly served. */
@ParameterizedClass(name = "{0}")
@FieldSource("ALL")
final class ProviderContractTest {
  static final List<ProviderUnderTest> ALL =
      List.of(
          new OpenAiUnderTest(),
          new AnthropicUnderTest(),
          new GeminiUnderTest(),
          new BedrockUnderTest(),
          new ResponsesUnderTest(),
          new AzureUnderTest(),
          new MistralUnderTest(),
          new CohereUnderTest());

  private static final String SAID = "top secret";
  private static final String PLAIN = "Gr\u00fc\u00dfe \ud83d\udc4b, it is 42.";
  private static final Timeouts TIMEOUTS = new Timeouts(20_000, 20_000, 20_000, 20_000);
  private static final Timeouts IMPATIENT = new Timeouts(20_000, 200, 200, 200);
  private static final Vertx VERTX = Vertx.vertx();
  private static final Map<ProviderUnderTest, Stage> STAGES = new ConcurrentHashMap<>();

  private final ProviderUnderTest vendor;
  private final FakeProvider server;
  private final HttpTextProvider provider;

  private record Stage(FakeProvider server, HttpTextProvider provider) {}

  /** A question under way. */
  private record Call(Recorder heard, Answering answering) {
    Outcome outcome() {
      return heard.outcome.orTimeout(20, TimeUnit.SECONDS).join();
    }

    Finished finished() {
      assertThat(outcome()).isInstanceOf(Finished.class);
      return (Finished) outcome();
    }

    Failed failed() {
      assertThat(outcome()).isInstanceOf(Failed.class);
      return (Failed) outcome();
    }
  }

  ProviderContractTest(ProviderUnderTest vendor) {
    this.vendor = vendor;
    var stage =
        STAGES.computeIfAbsent(
            vendor,
            one -> {
              var fake = new FakeProvider(one);
              return new Stage(fake, one.start(VERTX, fake.url(), TIMEOUTS));
            });
    this.server = stage.server();
    this.provider = stage.provider();
  }

  @AfterAll
  static void close() {
    STAGES.values().forEach(stage -> stage.provider().close());
    STAGES.values().forEach(stage -> stage.server().close());
    STAGES.clear();
  }

  private static String model(String behaviour) {
    return behaviour + "-" + UUID.randomUUID() + ":0/a b";
  }

  private static Prompt prompt(String model) {
    return Prompt.of(model, List.of(Message.of(Role.USER, SAID)), Sampling.DEFAULT);
  }

  private Call ask(Prompt prompt) {
    return ask(provider, prompt, new Recorder());
  }

  private static Call ask(HttpTextProvider provider, Prompt prompt, Recorder heard) {
    var answering = new CompletableFuture<Answering>();
    VERTX.runOnContext(ignored -> answering.complete(provider.answer(prompt, heard)));
    return new Call(heard, answering.join());
  }

  private Call whole(String behaviour) {
    return ask(prompt(model(behaviour)));
  }

  private Call streamed(String behaviour) {
    return ask(prompt(model(behaviour)).streamed(true));
  }

  private static void assertFailed(Call call, Problem problem, boolean retryable) {
    var failed = call.failed();
    assertThat(failed.problem()).as(failed.message()).isEqualTo(problem);
    assertThat(failed.retryable()).as(failed.message()).isEqualTo(retryable);
    assertThat(failed.message()).doesNotContain(SAID, ProviderUnderTest.KEY).isNotBlank();
    assertThat(call.heard().late).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_plain_answer_is_its_text_its_reason_and_its_usage(boolean streamed) {
    var call = ask(prompt(model("plain")).streamed(streamed));
    var finished = call.finished();
    assertThat(finished.reason()).isEqualTo(Reason.STOP);
    assertThat(finished.usage()).contains(vendor.usage());
    assertThat(finished.model()).isNotBlank();
    assertThat(Recorder.joined(call.heard().events)).containsExactly(new Event.Text(PLAIN));
    assertThat(call.heard().late).isEmpty();
  }

  @Test
  void a_stream_comes_in_pieces() {
    var call = streamed("plain");
    call.finished();
    assertThat(call.heard().events).hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @EnumSource(Script.class)
  void a_streamed_answer_says_the_same_as_a_whole_one(Script script) {
    var whole = whole(script.name().toLowerCase(java.util.Locale.ROOT));
    var streamed = streamed(script.name().toLowerCase(java.util.Locale.ROOT));
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
    var call = ask(prompt(model("tool")).streamed(streamed));
    assertThat(call.finished().reason()).isEqualTo(Reason.TOOL_USE);
    assertThat(tools(call)).containsExactly("0 weather {\"city\":\"K\u00f6ln\"}");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void several_tools_are_numbered_and_have_ids_of_their_own(boolean streamed) {
    var call = ask(prompt(model("parallel")).streamed(streamed));
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
    assertThat(streamed("length").finished().reason()).isEqualTo(Reason.LENGTH);
    assertThat(streamed("filtered").finished().reason()).isEqualTo(Reason.CONTENT_FILTER);
  }

  @Test
  void system_images_tools_and_their_results_reach_the_vendor() {
    String model = model("plain");
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
    ask(asked).finished();
    var body = server.seen(model).body.join();
    assertThat(vendor.system(body)).isEqualTo("Be brief.");
    assertThat(vendor.image(body)).contains("aW1hZ2U=");
    assertThat(vendor.toolResult(body)).isEqualTo("18 degrees");
    assertThat(body.toString()).contains("\"weather\"", "Of a city", "99", "0.5");
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void every_refusal_is_told_for_what_it_is(Trouble trouble) {
    String behaviour = trouble.name().toLowerCase(java.util.Locale.ROOT);
    var problem = trouble == Trouble.FAILED ? Problem.BROKEN : Problem.valueOf(trouble.name());
    boolean retryable =
        switch (trouble) {
          case RATE_LIMITED, OVERLOADED, FAILED -> true;
          case CREDENTIALS, UNKNOWN_MODEL, TOO_LONG, REFUSED -> false;
        };
    var call = streamed(behaviour);
    assertFailed(call, problem, retryable);
    assertFailed(whole(behaviour), problem, retryable);
    if (trouble == Trouble.RATE_LIMITED && vendor.tellsWhenToComeBack()) {
      assertThat(call.failed().retryAfter()).contains(Duration.ofSeconds(7));
    }
  }

  @Test
  void trouble_in_the_middle_ends_the_answer_and_keeps_what_was_said() {
    var call = streamed("trouble");
    assertFailed(call, vendor.problemInTheMiddle(), true);
    assertThat(Recorder.joined(call.heard().events).getLast())
        .isInstanceOfSatisfying(
            Event.Text.class, last -> assertThat(last.text()).endsWith("So far"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"half", "stopped", "garbage", "html", "headers"})
  void a_broken_stream_is_broken_and_may_be_asked_again(String behaviour) {
    assertFailed(streamed(behaviour), Problem.BROKEN, true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "headers"})
  void a_broken_reply_is_broken_and_may_be_asked_again(String behaviour) {
    assertFailed(whole(behaviour), Problem.BROKEN, true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hang", "silent"})
  void silence_is_a_timeout_and_the_vendor_hears_that_we_left(String behaviour) throws Exception {
    String model = model(behaviour);
    try (var impatient = vendor.start(VERTX, server.url(), IMPATIENT)) {
      var call = ask(impatient, prompt(model).streamed(true), new Recorder());
      assertFailed(call, Problem.TIMEOUT, true);
      server.seen(model).hungUp.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void a_vendor_that_is_not_there_is_unreachable() {
    var gone = new FakeProvider(vendor);
    URI url = gone.url();
    gone.close();
    try (var lost = vendor.start(VERTX, url, TIMEOUTS)) {
      assertFailed(ask(lost, prompt(model("plain")), new Recorder()), Problem.UNREACHABLE, true);
    }
  }

  @Test
  void bytes_torn_by_the_network_make_the_same_answer() {
    var call = streamed("trickle");
    assertThat(call.finished().usage()).contains(vendor.usage());
    assertThat(Recorder.joined(call.heard().events)).containsExactly(new Event.Text(PLAIN));
  }

  @ParameterizedTest
  @EnumSource(Script.class)
  void a_tear_at_any_byte_makes_the_same_events(Script script) {
    var all = Buffer.buffer();
    vendor.pieces(script).forEach(all::appendBuffer);
    var expected = read(all, all.length());
    for (int at = 1; at < all.length(); at++) {
      var torn = read(all, at);
      if (!torn.equals(expected)) assertThat(torn).as("torn at byte " + at).isEqualTo(expected);
    }
  }

  private List<Object> read(Buffer all, int tear) {
    var events = new ArrayList<Object>();
    var reader = vendor.wire().reader(prompt("m").streamed(true), events::add);
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
    String model = model("silent");
    var call = ask(prompt(model).streamed(true));
    call.heard().first.get(20, TimeUnit.SECONDS);
    VERTX.runOnContext(ignored -> call.answering().cancel());
    server.seen(model).hungUp.get(20, TimeUnit.SECONDS);
    assertThat(call.heard().outcome).isNotDone();
  }

  @Test
  void a_vendor_is_read_no_faster_than_the_reader_reads() throws Exception {
    String model = model("flood");
    var heard = new Recorder();
    var taking = Promise.<Void>promise();
    heard.taken = taking.future();
    var call = ask(provider, prompt(model).streamed(true), heard);
    int written = server.seen(model).stuffed.get(20, TimeUnit.SECONDS);
    assertThat(heard.events.size()).isLessThan(written);
    assertThat(heard.outcome).isNotDone();
    heard.taken = io.vertx.core.Future.succeededFuture();
    VERTX.runOnContext(ignored -> taking.complete());
    server.seen(model).drained.get(20, TimeUnit.SECONDS);
    VERTX.runOnContext(ignored -> call.answering().cancel());
  }
}
