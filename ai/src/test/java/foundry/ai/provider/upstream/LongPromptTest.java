package foundry.ai.provider.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.Limits;
import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Prompts;
import foundry.ai.provider.TextProvider.Listener;
import foundry.ai.provider.openai.ChatCompletionsWire;
import foundry.ai.provider.openai.ChatCompletionsWire.Names;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A prompt that takes long to write holds nobody up. */
final class LongPromptTest {
  private static final ChatWire CHAT = new ChatCompletionsWire("/chat", Names.OPENAI);

  /** Notes where it writes. */
  private record Noting(AtomicReference<Boolean> onLoop, Optional<RuntimeException> problem)
      implements ChatWire {
    @Override
    public UpstreamRequest request(Prompt prompt) {
      onLoop.set(Context.isOnEventLoopThread());
      if (problem.isPresent()) throw problem.get();
      return CHAT.request(prompt);
    }

    @Override
    public Outcome whole(Buffer body, Prompt prompt, Consumer<Event> events) {
      return CHAT.whole(body, prompt, events);
    }

    @Override
    public StreamReader reader(Prompt prompt, Consumer<Event> events) {
      return CHAT.reader(prompt, events);
    }

    @Override
    public Outcome.Failed error(ErrorReply reply) {
      return CHAT.error(reply);
    }
  }

  private static Outcome ask(Noting wire, int characters) throws Exception {
    var vertx = Vertx.vertx();
    var server = vertx.createHttpServer();
    server.requestHandler(
        request ->
            request
                .response()
                .putHeader("content-type", "application/json")
                .end("{\"choices\":[{\"message\":{\"content\":\"Yes\"}}]}"));
    int port = server.listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS).actualPort();
    var url = URI.create("http://127.0.0.1:" + port);
    var names = new HttpTextProvider.Names("test", "test");
    var upstream = new Upstream(vertx, url, Timeouts.DEFAULT, Signature.none(), Clock.systemUTC());
    var provider =
        new HttpTextProvider(
            names, upstream, wire, Optional.empty(), () -> Future.succeededFuture(List.of()));
    var question = Prompts.conversation("m", message("x".repeat(characters)));
    var ended = new CompletableFuture<Outcome>();
    vertx.runOnContext(ignored -> provider.answer(question, new End(ended)));
    try {
      return ended.get(10, TimeUnit.SECONDS);
    } finally {
      provider.close();
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  private static foundry.ai.provider.Message message(String text) {
    return foundry.ai.provider.Message.of(foundry.ai.provider.Message.Role.USER, text);
  }

  private record End(CompletableFuture<Outcome> outcome) implements Listener {
    @Override
    public Future<Void> event(Event event) {
      assertThat(Context.isOnEventLoopThread()).isTrue();
      return Future.succeededFuture();
    }

    @Override
    public void ended(Outcome ended) {
      outcome.complete(ended);
    }
  }

  @ParameterizedTest
  @CsvSource({"100, true", "1000000, false"})
  void only_a_short_prompt_is_written_on_the_event_loop(int characters, boolean onLoop)
      throws Exception {
    var wire = new Noting(new AtomicReference<>(), Optional.empty());
    assertThat(ask(wire, characters)).isInstanceOf(Outcome.Finished.class);
    assertThat(wire.onLoop().get()).isEqualTo(onLoop);
  }

  @Test
  void what_cannot_be_asked_is_told_all_the_same() throws Exception {
    var problem = new ChatWire.Unsupported("seed: not here");
    var wire = new Noting(new AtomicReference<>(), Optional.of(problem));
    var outcome = ask(wire, Limits.LOOP_PROMPT_CHARACTERS_MAX + 1);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.message()).isEqualTo("seed: not here"));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000_000})
  void what_cannot_be_written_ends_the_attempt(int characters) throws Exception {
    var problem = new IllegalStateException("a secret");
    var outcome = ask(new Noting(new AtomicReference<>(), Optional.of(problem)), characters);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.message()).isEqualTo("the request cannot be written"));
  }
}
