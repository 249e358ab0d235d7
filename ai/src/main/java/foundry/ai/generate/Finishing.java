package foundry.ai.generate;

import foundry.ai.check.Fences;
import foundry.ai.check.Misfit;
import foundry.ai.generate.Answer.FinishReason;
import foundry.ai.generate.Generations.Ask;
import foundry.ai.http.ErrorCode;
import foundry.ai.http.Refused;
import foundry.ai.prepare.OnMisfit;
import foundry.ai.prepare.Prepared;
import foundry.ai.prepare.Vocabularies;
import foundry.ai.provider.Message;
import foundry.ai.provider.Outcome.Finished;
import foundry.ai.provider.OutputFormat;
import foundry.ai.route.Asked;
import foundry.ai.route.Plan;
import foundry.ai.route.Router;
import foundry.ai.route.Target;
import foundry.ai.score.Scores;
import foundry.ai.score.Scoring;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
  record Tools(Router router, Scoring scoring, Vocabularies vocabularies, Executor workers) {}

  /** How it went. */
  sealed interface Done {
    Answer answer();

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

  /** The one that gave the answer. */
  private @Nullable Target target;

  private @Nullable Repair repair;
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

  void start(Plan plan, Target asked, Answer answer, Consumer<Done> done) {
    target = asked;
    pending = new Done.Fine(answer);
    guarded(() -> begin(plan, answer, done), done);
  }

  private void begin(Plan plan, Answer answer, Consumer<Done> done) {
    if (prepared.shape().isEmpty() || !saysSomething(answer)) {
      score(answer, done);
    } else {
      var shape = prepared.shape().get();
      String text = Fences.without(answer.text());
      elsewhere(
          () -> shape.misfits(text),
          UNCHECKED,
          misfits -> checked(plan, answer, text, misfits, done),
          done);
    }
  }

  /** Nothing more is done; what there is to say if the answer ends here, if there is any. */
  Optional<Done> stop() {
    cancelled = true;
    var second = repair;
    if (second != null && pending != null) {
      pending =
          switch (pending) {
            case Done.Fine(var answer) -> new Done.Fine(second.cutShort(answer));
            case Done.Wrong(var problem, var answer) ->
                new Done.Wrong(problem, second.cutShort(answer));
          };
    }
    return Optional.ofNullable(pending);
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
    if (!tools.router().mayAskAgain()) {
      done.accept(wrong(answer, misfits, 1));
      return;
    }
    pending = wrong(answer, misfits, 1);
    var messages = new ArrayList<>(prepared.prompt().messages());
    messages.add(Message.of(Message.Role.ASSISTANT, text.isEmpty() ? "(nothing)" : text));
    messages.add(Message.of(Message.Role.USER, complaint(misfits)));
    var prompt = prepared.prompt().withMessages(messages);
    var counting = new Counting(tools.vocabularies(), prompt);
    var second =
        new Repair(counting, ended -> guarded(() -> repaired(answer, misfits, ended, done), done));
    repair = second;
    second.runs(
        tools.router().answerAgain(plan, new Asked(prompt, timeLeft(), false, true), second));
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
      Answer answer, List<Misfit> misfits, Repair.Done repaired, Consumer<Done> done) {
    if (cancelled) return;
    var both = answer.plus(repaired.usage(), repaired.attempts());
    pending = wrong(both, misfits, 1);
    if (!(repaired.outcome() instanceof Finished)) {
      done.accept(wrong(both, misfits, 1));
      return;
    }
    target = repaired.target();
    String text = Fences.without(repaired.text());
    elsewhere(
        () -> prepared.shape().orElseThrow().misfits(text),
        UNCHECKED,
        left -> {
          var mended = both.withText(text).by(repaired.author());
          if (left.isEmpty()) score(mended.withValid(true), done);
          else done.accept(wrong(both, left, 2));
        },
        done);
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
    var asked = Objects.requireNonNull(target, "an answer is somebody's");
    var vocabularies = tools.vocabularies();
    var tokenizer = vocabularies.of(vocabularies.family(asked, answer.model()));
    var context = prepared.prompt().context();
    Supplier<Optional<Scores>> work =
        () ->
            Optional.of(tools.scoring().score(answer.text(), context, Optional.empty(), tokenizer));
    elsewhere(
        work,
        Optional.empty(),
        scores -> done.accept(new Done.Fine(scores.map(answer::withScores).orElse(answer))),
        done);
  }

  /**
   * @param otherwise what fails here is a mistake of ours, and the one who asked must not wait for
   *     it
   */
  private <T> void elsewhere(Supplier<T> work, T otherwise, Consumer<T> then, Consumer<Done> done) {
    tools
        .workers()
        .execute(
            () -> {
              T result = result(work, otherwise);
              loop.runOnContext(
                  ignored -> {
                    if (!cancelled) guarded(() -> then.accept(result), done);
                  });
            });
  }

  /** Whatever is thrown, an error too: the one who asked must hear of an end. */
  private void guarded(Runnable step, Consumer<Done> done) {
    try {
      step.run();
    } catch (Throwable e) {
      LOG.error("an answer could not be finished", e);
      stop().ifPresent(left -> done.accept(broken(left)));
    }
  }

  private static Done broken(Done left) {
    return new Done.Wrong(Refused.inside(), left.answer().withText(""));
  }

  private static <T> T result(Supplier<T> work, T otherwise) {
    try {
      return work.get();
    } catch (Throwable e) {
      LOG.error("an answer could not be looked at", e);
      return otherwise;
    }
  }
}
