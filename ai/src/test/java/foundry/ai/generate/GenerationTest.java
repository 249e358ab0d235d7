package foundry.ai.generate;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.Settings.Timeouts;
import foundry.ai.catalogue.Catalogue;
import foundry.ai.catalogue.OwnNames;
import foundry.ai.generate.Generations.Ask;
import foundry.ai.http.ErrorCode;
import foundry.ai.http.Refused;
import foundry.ai.meter.UsageRecord.End;
import foundry.ai.prepare.Prepared;
import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Prompts;
import foundry.ai.provider.TextProvider;
import foundry.ai.route.Ended;
import foundry.ai.route.Plan;
import foundry.ai.route.Policy;
import foundry.ai.route.Target;
import foundry.ai.telemetry.Pseudonyms;
import foundry.ai.telemetry.TelemetrySettings;
import foundry.ai.telemetry.Tracing;
import foundry.telemetry.CollectorSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** One answer, whatever breaks on its way to the one who asked. */
final class GenerationTest {
  private static final Vertx VERTX = Vertx.vertx();

  private static final Tracing TRACING =
      Tracing.to(
          new TelemetrySettings(new CollectorSettings(Optional.empty(), Map.of()), false),
          VERTX,
          new OwnNames(Catalogue.empty(), Set.of()),
          new Pseudonyms("a secret of the test, long enough to be one"),
          Map.of(),
          new SimpleMeterRegistry());

  private final List<End> ends = new ArrayList<>();
  private final List<ErrorCode> failures = new ArrayList<>();
  private final Plan plan =
      new Plan(
          Optional.empty(),
          List.of(new Target(new Silent(), "m")),
          new Policy(1, Timeouts.DEFAULT, Optional.empty(), false, new Policy.Sticky.User()));

  @AfterAll
  static void close() {
    VERTX.close();
  }

  private Generation generation(Delivery delivery) {
    var prompt = Prompts.question("m");
    return new Generation(
        VERTX,
        "gen_1",
        plan,
        new Ask(Optional.empty(), prompt, Optional.empty()),
        new Prepared(plan, prompt, Optional.empty(), Optional.empty()),
        delivery,
        Optional.empty(),
        (answer, end, micros, first) -> ends.add(end),
        TRACING.start("", "chat", "silent", "m", false));
  }

  private Ended finished() {
    var outcome = new Finished(Outcome.Reason.STOP, "m", Optional.empty());
    return new Ended(outcome, plan.first(), 1, 0, java.util.List.of(), true);
  }

  @Test
  void a_piece_that_cannot_be_delivered_ends_the_answer_once() {
    var generation = generation(new Breaking(true));
    generation.event(new Event.Text("So far"));
    generation.ended(finished());
    generation.cancel(End.CLIENT_GONE);
    assertThat(ends).containsExactly(End.FAILED);
    assertThat(failures).containsExactly(ErrorCode.INTERNAL);
  }

  @Test
  void an_end_that_cannot_be_delivered_is_counted_once_and_told() {
    var generation = generation(new Breaking(false));
    generation.event(new Event.Text("All of it"));
    generation.ended(finished());
    generation.cancel(End.CLIENT_GONE);
    assertThat(ends).containsExactly(End.DONE);
    assertThat(failures).containsExactly(ErrorCode.INTERNAL);
  }

  @Test
  void arguments_of_a_tool_that_was_never_named_end_the_answer_once() {
    var generation = generation(new Breaking(false));
    generation.event(new Event.ToolArguments(3, "{}"));
    generation.ended(finished());
    assertThat(ends).containsExactly(End.FAILED);
    assertThat(failures).containsExactly(ErrorCode.INTERNAL);
  }

  /** Breaks at each piece or at the end, as deep recursion does. */
  private final class Breaking implements Delivery {
    private final boolean eachPiece;

    Breaking(boolean eachPiece) {
      this.eachPiece = eachPiece;
    }

    @Override
    public Future<Void> event(Event event, int offset) {
      if (eachPiece) throw new StackOverflowError();
      return Future.succeededFuture();
    }

    @Override
    public void end(Answer answer) {
      throw new StackOverflowError();
    }

    @Override
    public void fail(Refused problem, Answer soFar) {
      failures.add(problem.code());
    }
  }

  private static final class Silent implements TextProvider {
    @Override
    public String name() {
      return "silent";
    }

    @Override
    public String telemetryName() {
      return "silent";
    }

    @Override
    public boolean extractive() {
      return false;
    }

    @Override
    public Future<String> defaultModel() {
      return Future.succeededFuture("m");
    }

    @Override
    public Future<List<String>> models() {
      return Future.succeededFuture(List.of());
    }

    @Override
    public Answering answer(Prompt prompt, Listener listener) {
      return () -> {};
    }
  }
}
