package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.viewer.OrgId;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers who leave and come back, models that break off, answers that are stopped. */
final class StreamsThatSurviveTest {
  private static final FakeOpenAi PROVIDER = new FakeOpenAi();
  private static RunningAi ai;

  private final OrgId org = new OrgId(UUID.randomUUID());
  private final Client client = ai.client(org);
  private final String model = "held-" + UUID.randomUUID();

  @BeforeAll
  static void start() throws Exception {
    var routes = RunningAi.folder().resolve("routes.json");
    Files.writeString(
        routes,
        """
        {"routes": {
          "goes-on": [{"targets": ["openai/half-goes-on"]}, {"targets": ["openai/goeson-here"]}],
          "always-goes-on": {
            "fallbacks": [{"targets": ["openai/half-always"]}, {"targets": ["openai/goeson-always"]}],
            "continue_on_failure": true},
          "prefills": [
            {"targets": ["openai/half-prefills"]}, {"targets": ["mistral/ministral-8b-latest"]}],
          "stops": {
            "fallbacks": [{"targets": ["openai/half-stops"]}, {"targets": ["openai/half-again"]}],
            "attempts": 2}}}
        """);
    ai =
        RunningAi.start(
            RunningAi.folder(),
            Map.of(
                "OPENAI_BASE_URL",
                PROVIDER.url(),
                "MISTRAL_BASE_URL",
                PROVIDER.url(),
                "MISTRAL_API_KEY",
                "of-the-test",
                "FOUNDRY_ROUTES_PATH",
                routes.toString()));
  }

  @AfterAll
  static void close() {
    ai.close();
    PROVIDER.close();
  }

  private Client.Events stream(String name, String more) throws Exception {
    return client.stream(
        "POST",
        "/v1/generate",
        "{\"prompt\":\"Why?\",\"stream\":true,\"model\":\"%s\"%s}".formatted(name, more));
  }

  private Client.Events resumable() throws Exception {
    return stream("openai/" + model, ",\"resumable\":true");
  }

  private static Client.Event next(Client.Events events) throws Exception {
    return events.next().orElseThrow();
  }

  private static String text(Client.Event event) {
    return event.data().path("text").stringValue();
  }

  private static Client.Events resume(Client reader, String id, String last) throws Exception {
    var request =
        reader
            .request("GET", "/v1/generations/" + id + "/events", "")
            .header("last-event-id", last);
    var reply = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
    assertThat(reply.statusCode()).isEqualTo(200);
    return new Client.Events(
        new BufferedReader(new InputStreamReader(reply.body(), StandardCharsets.UTF_8)));
  }

  @Test
  void a_reader_who_comes_back_misses_nothing_and_hears_nothing_twice() throws Exception {
    var first = resumable();
    var start = next(first);
    String id = start.data().path("id").stringValue();
    assertThat(start.id()).contains("1");
    PROVIDER.say(model, "One ");
    assertThat(text(next(first))).isEqualTo("One ");
    first.close();
    PROVIDER.say(model, "two ");
    try (var second = resume(client, id, "2")) {
      var two = next(second);
      assertThat(text(two)).isEqualTo("two ");
      assertThat(two.id()).contains("3");
      PROVIDER.say(model, "three");
      assertThat(text(next(second))).isEqualTo("three");
      PROVIDER.finish(model);
      assertThat(text(next(second))).isEqualTo("One two three");
    }
    try (var again = resume(client, id, "4")) {
      assertThat(again.all()).extracting(Client.Event::name).containsExactly("end");
    }
    assertThat(PROVIDER.calls(model)).isEqualTo(1);
  }

  @Test
  void of_two_readers_the_last_one_is_served() throws Exception {
    try (var first = resumable()) {
      String id = next(first).data().path("id").stringValue();
      try (var second = resume(client, id, "1")) {
        assertThat(first.next()).isEmpty();
        PROVIDER.say(model, "Hello");
        assertThat(text(next(second))).isEqualTo("Hello");
        PROVIDER.finish(model);
        assertThat(next(second).name()).isEqualTo("end");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "1.5", "1234567890", "1 2"})
  void an_event_id_that_is_none_of_ours_is_told_so(String last) throws Exception {
    try (var mine = resumable()) {
      String id = next(mine).data().path("id").stringValue();
      var request = client.request("GET", "/v1/generations/" + id + "/events", "");
      var reply = Client.exchange(request.header("last-event-id", last).build());
      assertThat(reply.statusCode()).isEqualTo(400);
      assertThat(reply.body()).contains("INVALID_INPUT", "Last-Event-ID", "expected");
      PROVIDER.finish(model);
    }
  }

  @Test
  void nobody_else_can_read_or_stop_an_answer() throws Exception {
    try (var mine = resumable()) {
      String id = next(mine).data().path("id").stringValue();
      for (var other : new Client[] {ai.client(org), ai.someone()}) {
        assertThat(other.get("/v1/generations/" + id + "/events").status()).isEqualTo(404);
        assertThat(other.delete("/v1/generations/" + id).status()).isEqualTo(404);
      }
      PROVIDER.finish(model);
      assertThat(next(mine).data().path("finish_reason").stringValue()).isEqualTo("stop");
    }
  }

  @Test
  void an_answer_that_grows_too_long_to_be_resumed_is_kept_no_longer() throws Exception {
    try (var events = resumable()) {
      String id = next(events).data().path("id").stringValue();
      long before = keptCharacters();
      String escaped = "\u0001".repeat(100_000); // six characters each in JSON
      for (int i = 0; i < 4; i++) {
        PROVIDER.say(model, escaped);
        assertThat(next(events).id()).contains(String.valueOf(i + 2));
      }
      assertThat(keptCharacters()).isLessThanOrEqualTo(before);
      assertThat(client.get("/v1/generations/" + id + "/events").status()).isEqualTo(404);
      PROVIDER.finish(model);
      assertThat(next(events).id()).as("numbers go on").contains("6");
    }
  }

  private long keptCharacters() throws Exception {
    var metrics = Client.exchange(client.request("GET", "/metrics", "").build());
    var kept =
        metrics
            .body()
            .lines()
            .filter(line -> line.startsWith("foundry_ai_resume_characters"))
            .findFirst();
    return (long) Double.parseDouble(kept.orElseThrow().split(" ", -1)[1]);
  }

  @Test
  void an_answer_that_is_not_resumable_is_not_kept() throws Exception {
    try (var events = stream("openai/" + model, "")) {
      String id = next(events).data().path("id").stringValue();
      assertThat(client.get("/v1/generations/" + id + "/events").status()).isEqualTo(404);
      PROVIDER.finish(model);
      events.all();
      Await.until("forgotten", () -> client.delete("/v1/generations/" + id).status() == 404);
    }
  }

  @Test
  void stopping_an_answer_hangs_up_on_the_model_and_tells_the_reader() throws Exception {
    try (var events = stream("openai/" + model, "")) {
      String id = next(events).data().path("id").stringValue();
      PROVIDER.say(model, "So far");
      assertThat(text(next(events))).isEqualTo("So far");
      var reply = client.delete("/v1/generations/" + id);
      assertThat(reply.body().path("cancelled").booleanValue()).isTrue();
      var end = next(events).data();
      assertThat(end.path("finish_reason").stringValue()).isEqualTo("cancelled");
      assertThat(end.path("text").stringValue()).isEqualTo("So far");
      assertThat(end.path("partial").booleanValue()).isTrue();
      PROVIDER.hungUp(model).get(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void another_model_goes_on_where_one_broke_off_and_repeats_nothing() throws Exception {
    try (var events = stream("goes-on", ",\"continue_on_failure\":true")) {
      var all = events.all();
      var end = all.getLast().data();
      assertThat(end.path("text").stringValue()).isEqualTo("Half an answer.");
      assertThat(end.path("finish_reason").stringValue()).isEqualTo("stop");
      assertThat(end.path("attempts").intValue()).isEqualTo(2);
      assertThat(end.path("usage").path("estimated").booleanValue()).isTrue();
      var streamed = new StringBuilder();
      for (var event : all) if (event.name().equals("delta")) streamed.append(text(event));
      assertThat(streamed.toString()).isEqualTo("Half an answer.");
    }
    var messages = PROVIDER.body("goeson-here").path("messages");
    assertThat(messages.size()).isEqualTo(3);
    assertThat(messages.path(1).path("role").stringValue()).isEqualTo("assistant");
    assertThat(messages.path(1).path("content").stringValue()).isEqualTo("Half an");
  }

  @Test
  void a_model_that_can_goes_on_from_the_beginning_of_its_own_answer() throws Exception {
    try (var events = stream("prefills", ",\"continue_on_failure\":true")) {
      assertThat(text(events.all().getLast())).isEqualTo("Half an answer.");
    }
    var messages = PROVIDER.body("ministral-8b-latest").path("messages");
    assertThat(messages.size()).isEqualTo(2);
    assertThat(messages.path(1).path("content").stringValue()).isEqualTo("Half an");
    assertThat(messages.path(1).path("prefix").booleanValue()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void in_a_dialect_a_header_lets_another_model_go_on(Dialect dialect) throws Exception {
    for (String wish : new String[] {"true", "false", "maybe"}) {
      var request =
          client
              .request("POST", dialect.path, dialect.body("goes-on", ",\"stream\":true"))
              .header("x-foundry-continue", wish);
      var reply = Client.exchange(request.build());
      assertThat(reply.statusCode()).isEqualTo(wish.equals("maybe") ? 400 : 200);
      assertThat(reply.body().contains("answer.")).isEqualTo(wish.equals("true"));
      assertThat(reply.body().contains("\"error\"")).isEqualTo(!wish.equals("true"));
    }
  }

  @Test
  void a_route_may_go_on_by_itself_and_only_then_does_it() throws Exception {
    try (var events = stream("always-goes-on", "")) {
      assertThat(text(events.all().getLast())).isEqualTo("Half an answer.");
    }
    int before = PROVIDER.calls("goeson-here");
    try (var events = stream("goes-on", "")) {
      assertThat(events.all().getLast().name()).isEqualTo("error");
    }
    assertThat(PROVIDER.calls("goeson-here")).isEqualTo(before);
  }

  @Test
  void what_nobody_can_finish_is_an_error_with_all_that_was_written() throws Exception {
    var reply =
        client.post(
            "/v1/generate",
            """
            {"prompt":"Why?","model":"stops","continue_on_failure":true,"deadline_ms":20000}
            """);
    assertThat(reply.body().path("finish_reason").stringValue()).isEqualTo("error");
    assertThat(reply.body().path("model").stringValue()).isEqualTo("openai/half-again");
    assertThat(reply.body().path("text").stringValue()).isEqualTo("Half an");
    var usage = reply.body().path("usage");
    assertThat(usage.path("input_tokens").intValue()).as("each attempt once").isEqualTo(15 + 82);
    assertThat(usage.path("output_tokens").intValue()).isEqualTo(3);
  }
}
