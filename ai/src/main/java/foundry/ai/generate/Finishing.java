package foundry.ai.generate;

import foundry.ai.check.Fences;
import foundry.ai.check.Misfit;
import foundry.ai.generate.Answer.FinishReason;
import foundry.ai.generate.Generations.Ask;
import foundry.ai.http.ErrorCode;
import foundry.ai.http.Refused;
import foundry.ai.prepare.OnMisfit;
import foundry.ai.prepare.Prepared;
import foundry.ai.provider.Message;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.OutputFormat;
import foundry.ai.route.Asked;
import foundry.ai.route.Plan;
import foundry.ai.route.Router;
import foundry.ai.route.Running;
import foundry.ai.score.Scores;
import foundry.ai.score.Scoring;
import foundry.ai.token.Family;
import foundry.ai.token.Tokenizers;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done with a whole answer before the one who asked gets it: it is held against the shape
 * that was asked for, repaired once if it does not fit, and scored. On one event loop; the work
 * itself is done elsewhere.
 */
final class Finishing {
  /** What finishing needs, the same for all answers. */
  record Tools(Router router, Scoring scoring, Tokenizers tokenizers, Executor workers) {}

  /** How it went. */
  sealed interface Done {
    record Fine(Answer answer) implements Done {}

    /**
     * @param answer what was used up; without its text
     */
    record Wrong(Refused problem, Answer answer) implements Done {}
  }

  private static final Logger LOG = LoggerFactory.getLogger(Finishing.class);

  private static final int WORDS_MAX = 4_000;

  private static final List<Misfit> UNCHECKED =
      List.of(new Misfit("", "unchecked", "The answer could not be checked."));

  private final Tools tools;
  private final Prepared prepared;
  private final Ask ask;
  private final boolean shown;
  private final Context loop;
  private final long startNanos = System.nanoTime();

  private @Nullable Running repair;
  private @Nullable Done pending;
  private boolean cancelled;

  /**
   * @param shown whether the one who asked has seen the text already
   */
  private Finishing(Tools tools, Prepared prepared, Ask ask, boolean shown, Context loop) {
    this.tools = tools;
    this.prepared = prepared;
    this.ask = ask;
    this.shown = shown;
    this.loop = loop;
  }

  /** Empty if there is nothing to do. Call on an event loop. */
  static Optional<Finishing> of(Tools tools, Prepared prepared, Ask ask, boolean shown) {
    if (prepared.shape().isEmpty() && !ask.wishes().score()) return Optional.empty();
    var loop = Vertx.currentContext();
    if (loop == null) throw new IllegalStateException("an answer lives on an event loop");
    return Optional.of(new Finishing(tools, prepared, ask, shown, loop));
  }

  void start(Plan plan, Answer answer, Consumer<Done> done) {
    pending = new Done.Fine(answer);
    if (prepared.shape().isEmpty() || !saysSomething(answer)) {
      score(answer, done);
    } else {
      var shape = prepared.shape().get();
      String text = Fences.without(answer.text());
      elsewhere(
          () -> shape.misfits(text),
          UNCHECKED,
          misfits -> checked(plan, answer, text, misfits, done));
    }
  }

  /** What there is to say if no more time is left. */
  Optional<Done> pending() {
    return Optional.ofNullable(pending);
  }

  void cancel() {
    cancelled = true;
    if (repair != null) repair.cancel();
  }

  /** Tools that are asked for and refusals have another shape. */
  private static boolean saysSomething(Answer answer) {
    return switch (answer.finishReason()) {
      case STOP, LENGTH -> answer.refusal() == null && answer.toolCalls().isEmpty();
      case TOOL_USE, CONTENT_FILTER, CANCELLED, DEADLINE, ERROR -> false;
    };
  }

  private void checked(
      Plan plan, Answer answer, String text, List<Misfit> misfits, Consumer<Done> done) {
    var wish = ask.wishes().onMisfit().orElse(OnMisfit.KEEP);
    if (misfits.isEmpty()) {
      score((shown ? answer : answer.withText(text)).withValid(true), done);
    } else if (shown || wish == OnMisfit.KEEP) {
      score(answer.withValid(false), done);
    } else if (wish == OnMisfit.REPAIR && answer.finishReason() == FinishReason.STOP) {
      repair(plan, answer, text, misfits, done);
    } else {
      done.accept(wrong(answer, misfits, 1));
    }
  }

  /** The one attempt: the model sees what it wrote and what is wrong with it. */
  private void repair(
      Plan plan, Answer answer, String text, List<Misfit> misfits, Consumer<Done> done) {
    pending = wrong(answer, misfits, 1);
    var messages = new ArrayList<>(prepared.prompt().messages());
    messages.add(Message.of(Message.Role.ASSISTANT, text.isEmpty() ? "(nothing)" : text));
    messages.add(Message.of(Message.Role.USER, complaint(misfits)));
    var prompt = prepared.prompt().withMessages(messages);
    var heard = new Repair(ended -> repaired(answer, misfits, ended, done));
    repair = tools.router().answer(plan, new Asked(prompt, timeLeft(), false), heard);
  }

  private Optional<Integer> timeLeft() {
    long spent = (System.nanoTime() - startNanos) / 1_000_000;
    return ask.deadlineMillis().map(millis -> (int) Math.max(1, millis - spent));
  }

  private String complaint(List<Misfit> misfits) {
    String wrong =
        misfits.stream().map(misfit -> "- " + misfit.words()).collect(Collectors.joining("\n"));
    String cut = wrong.length() <= WORDS_MAX ? wrong : wrong.substring(0, WORDS_MAX);
    boolean schema = ask.prompt().format() instanceof OutputFormat.JsonSchema;
    return "Your answer is not valid against the JSON Schema%s:\n%s\n"
            .formatted(schema ? "" : " of an object", cut)
        + "Answer again with the whole corrected JSON value and nothing else.";
  }

  private void repaired(
      Answer answer, List<Misfit> misfits, Repair.Ended repaired, Consumer<Done> done) {
    if (cancelled) return;
    var both = answer.plus(repaired.usage(this::count), repaired.attempts());
    if (!(repaired.outcome() instanceof Finished)) {
      done.accept(wrong(both, misfits, 1));
      return;
    }
    String text = Fences.without(repaired.text());
    elsewhere(
        () -> prepared.shape().orElseThrow().misfits(text),
        UNCHECKED,
        left -> {
          if (left.isEmpty()) score(both.withText(text).withValid(true), done);
          else done.accept(wrong(both, left, 2));
        });
  }

  private int count(String text) {
    return tools.tokenizers().of(Family.OTHER).quick(text);
  }

  private static Done wrong(Answer answer, List<Misfit> misfits, int times) {
    String places =
        misfits.stream().map(Misfit::shown).distinct().collect(Collectors.joining(", "));
    String message =
        "the answer does not fit response_format, asked %s: %s"
            .formatted(times == 1 ? "once" : "twice", places);
    var problem = new Refused(ErrorCode.INVALID_OUTPUT, message).afterRetries(Optional.empty());
    return new Done.Wrong(problem, answer.withText("").withValid(false));
  }

  private void score(Answer answer, Consumer<Done> done) {
    pending = new Done.Fine(answer);
    if (!ask.wishes().score() || answer.text().isEmpty()) {
      done.accept(new Done.Fine(answer));
      return;
    }
    var tokenizer = tools.tokenizers().of(Family.of(answer.model()));
    var context = prepared.prompt().context();
    Supplier<Optional<Scores>> work =
        () ->
            Optional.of(tools.scoring().score(answer.text(), context, Optional.empty(), tokenizer));
    elsewhere(
        work,
        Optional.empty(),
        scores -> done.accept(new Done.Fine(scores.map(answer::withScores).orElse(answer))));
  }

  /**
   * @param otherwise what fails here is a mistake of ours, and the one who asked must not wait for
   *     it
   */
  private <T> void elsewhere(Supplier<T> work, T otherwise, Consumer<T> then) {
    tools
        .workers()
        .execute(
            () -> {
              T result = result(work, otherwise);
              loop.runOnContext(
                  ignored -> {
                    if (!cancelled) then.accept(result);
                  });
            });
  }

  private static <T> T result(Supplier<T> work, T otherwise) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      LOG.error("an answer could not be looked at", e);
      return otherwise;
    }
  }
}
