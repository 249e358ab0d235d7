package foundry.ai.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AlarmTest {
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context loop = vertx.getOrCreateContext();

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void it_goes_off_after_its_delay_on_the_loop_that_set_it() throws Exception {
    var thread = new CompletableFuture<Thread>();
    var rang = new CompletableFuture<Thread>();
    long start = System.nanoTime();
    onLoop(
        () -> {
          thread.complete(Thread.currentThread());
          Alarm.after(vertx, 30, () -> rang.complete(Thread.currentThread()));
        });

    assertThat(rang.get(5, TimeUnit.SECONDS)).isSameAs(thread.join());
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(30));
  }

  @Test
  void what_was_called_off_stays_silent_wherever_it_stood_among_others() throws Exception {
    var rang = new ArrayList<Integer>();
    var done = new CompletableFuture<List<Integer>>();
    onLoop(
        () -> {
          var alarms = new ArrayList<Alarm>();
          for (int i = 0; i < 6; i++) {
            int number = i;
            alarms.add(Alarm.after(vertx, 20, () -> rang.add(number)));
          }
          for (int i : new int[] {0, 2, 5, 2}) alarms.get(i).cancel();
          Alarm.after(vertx, 20, () -> done.complete(List.copyOf(rang)));
        });

    assertThat(done.get(5, TimeUnit.SECONDS)).containsExactly(1, 3, 4);
  }

  @Test
  void a_later_one_of_the_same_delay_waits_its_whole_time_when_the_first_is_called_off()
      throws Exception {
    var waited = new CompletableFuture<Long>();
    onLoop(
        () -> {
          var first = Alarm.after(vertx, 60, () -> {});
          vertx.setTimer(
              30,
              ignored -> {
                first.cancel();
                long start = System.nanoTime();
                Alarm.after(vertx, 60, () -> waited.complete(System.nanoTime() - start));
              });
        });

    assertThat(waited.get(5, TimeUnit.SECONDS))
        .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(60));
  }

  @Test
  void one_that_throws_keeps_no_other_from_going_off() throws Exception {
    var rang = new CountDownLatch(2);
    loop.exceptionHandler(problem -> rang.countDown());
    onLoop(
        () -> {
          Alarm.after(
              vertx,
              10,
              () -> {
                throw new IllegalStateException("on purpose");
              });
          Alarm.after(vertx, 10, rang::countDown);
        });

    assertThat(rang.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void an_action_may_set_and_call_off_others() throws Exception {
    var again = new CompletableFuture<String>();
    var never = new CompletableFuture<String>();
    onLoop(
        () -> {
          var alarms = new ArrayList<Alarm>();
          Alarm.after(
              vertx,
              10,
              () -> {
                alarms.getFirst().cancel();
                Alarm.after(vertx, 10, () -> again.complete("rang"));
              });
          alarms.add(Alarm.after(vertx, 10, () -> never.complete("rang")));
        });

    assertThat(again.get(5, TimeUnit.SECONDS)).isEqualTo("rang");
    assertThat(never).isNotDone();
  }

  @Test
  void it_outlives_what_was_deployed_beside_it() throws Exception {
    var rang = new CompletableFuture<String>();
    var brief =
        new VerticleBase() {
          @Override
          public Future<?> start() {
            Alarm.after(vertx, 50, () -> {});
            return Future.succeededFuture();
          }
        };
    vertx.deployVerticle(brief).compose(vertx::undeploy).await(5, TimeUnit.SECONDS);
    onLoop(() -> Alarm.after(vertx, 50, () -> rang.complete("rang")));

    assertThat(rang.get(5, TimeUnit.SECONDS)).isEqualTo("rang");
  }

  @Test
  void outside_of_event_loops_it_goes_off_too_and_can_be_called_off() {
    var rang = new CompletableFuture<String>();
    var never = new CompletableFuture<String>();
    Alarm.after(vertx, 5, () -> never.complete("rang")).cancel();
    Alarm.after(vertx, 10, () -> rang.complete("rang"));

    assertThat(rang.orTimeout(5, TimeUnit.SECONDS).join()).isEqualTo("rang");
    assertThatThrownBy(() -> never.get(1, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  private void onLoop(Runnable action) throws ExecutionException, InterruptedException {
    var done = new CompletableFuture<Void>();
    loop.runOnContext(
        ignored -> {
          action.run();
          done.complete(null);
        });
    done.get();
  }
}
