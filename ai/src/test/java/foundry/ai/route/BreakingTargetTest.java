package foundry.ai.route;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.ai.Settings.Timeouts;
import foundry.ai.provider.Event;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.Outcome.Reason;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Prompts;
import foundry.ai.provider.TextProvider;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A provider that throws instead of saying how it failed. */
final class BreakingTargetTest {
  private static final Estimates FOUR_CHARACTERS =
      new Estimates() {
        @Override
        public int tokens(Target target, Prompt prompt) {
          return prompt.characters() / 4;
        }

        @Override
        public int tokens(Target target, String text) {
          return text.length() / 4;
        }
      };

  private static final Abilities ALL =
      new Abilities() {
        @Override
        public boolean prefills(String id) {
          return true;
        }

        @Override
        public boolean holdsSchema(String id) {
          return true;
        }

        @Override
        public boolean drawsByItself(String id) {
          return false;
        }
      };

  private record Named(String name, boolean breaks) implements TextProvider {
    @Override
    public String telemetryName() {
      return name;
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
      if (breaks) throw new StackOverflowError();
      listener.ended(new Finished(Reason.STOP, "m", Optional.empty()));
      return () -> {};
    }
  }

  private record End(CompletableFuture<Ended> end) implements Hearer {
    @Override
    public Future<Void> event(Event event) {
      return Future.succeededFuture();
    }

    @Override
    public void ended(Ended ended) {
      end.complete(ended);
    }
  }

  @Test
  void the_next_one_is_asked_and_its_place_is_given_back() throws Exception {
    var vertx = Vertx.vertx();
    var registry = new SimpleMeterRegistry();
    var broken = new Named("broken", true);
    var sound = new Named("sound", false);
    var budget = new RetryBudget(Ticker.SYSTEM, BudgetRules.DEFAULT);
    var rules =
        new Router.Rules(
            RouteTable.NONE, Timeouts.DEFAULT, budget, ALL, FOUR_CHARACTERS, target -> true);
    var providers = new Providers(List.of(broken, sound), model -> false);
    var router = new Router(vertx, providers, rules, registry);
    var policy = new Policy(2, Timeouts.DEFAULT, Optional.empty(), false, new Policy.Sticky.User());
    var targets = List.of(new Target(broken, "m"), new Target(sound, "m"));
    var plan = new Plan(Optional.empty(), targets, policy);
    var asked = new Asked(Prompts.question("m"), Optional.empty(), false, false);
    var end = new CompletableFuture<Ended>();
    vertx.runOnContext(ignored -> router.answer(plan, asked, new End(end)));
    try {
      var ended = end.get(10, TimeUnit.SECONDS);
      assertThat(ended.outcome()).isInstanceOf(Finished.class);
      assertThat(ended.attempts()).isEqualTo(2);
      assertThat(registry.get("foundry.ai.provider.calls.under.way").gauges())
          .allSatisfy(inside -> assertThat(inside.value()).isZero());
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }
}
