package foundry.api.answer;

import static foundry.api.tables.Tables.JOB;

import foundry.api.aiclient.AiClient;
import foundry.api.aiclient.AiFailure;
import foundry.api.aiclient.AiResult;
import foundry.api.aiclient.Generated;
import foundry.api.aiclient.Generated.Start;
import foundry.api.aiclient.Passage;
import foundry.api.aiclient.Question;
import foundry.api.database.Database;
import foundry.api.run.JobRun;
import foundry.api.run.JobWork.Ending;
import foundry.api.tables.enums.FailureCode;
import foundry.api.tables.enums.JobStage;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of an answer: finds passages, has ai write from them, keeps every word that came. */
public final class Answer {
  private static final Logger LOG = LoggerFactory.getLogger(Answer.class);

  private final AiClient ai;
  private final Sources sources;
  private final Clock clock;
  private final Consumer<Duration> onFirstWord;

  /** {@code onFirstWord} is told how long the person waited for the first words. */
  public Answer(AiClient ai, Database database, Clock clock, Consumer<Duration> onFirstWord) {
    this.ai = ai;
    this.sources = new Sources(database);
    this.clock = clock;
    this.onFirstWord = onFirstWord;
  }

  public Ending run(JobRun run) {
    var job = run.job();
    String question = job.question().orElseThrow();
    run.progress(JobStage.RETRIEVE, 0, OptionalInt.empty());
    var found =
        ai.retrieve(run.caller(), job.project(), question, Limits.PASSAGES_MAX, run.cancellation());
    return switch (found) {
      case AiResult.Done<List<Passage>>(var passages) ->
          generate(run, question, sources.check(run.viewer(), job.project().value(), passages));
      case AiResult.Failed<List<Passage>>(var failure) ->
          failed(run, failure, FailureCode.SERVICE_UNAVAILABLE);
    };
  }

  private Ending generate(JobRun run, String question, List<Source> found) {
    run.progress(JobStage.GENERATE, 10, OptionalInt.empty());
    var started = new AtomicReference<@Nullable Start>();
    try (var text = new AnswerText(run, clock, onFirstWord)) {
      try {
        var result =
            ai.generate(
                run.caller(), ask(question, found), started::set, text::append, run.cancellation());
        String written = text.end();
        return switch (result) {
          case AiResult.Done<Generated>(var end) -> end(run, end, written, found);
          case AiResult.Failed<Generated>(var failure) ->
              cutOff(run, failure, soFar(run, started.get(), written, found));
        };
      } catch (RuntimeException e) {
        if (text.seen().isEmpty() || isLost(run)) throw e;
        LOG.error("answer {} breaks off", run.job().id(), e);
        var values = soFar(run, started.get(), text.seen(), found);
        return new Ending.Failed(FailureCode.INTERRUPTED, values);
      }
    }
  }

  private static boolean isLost(JobRun run) {
    return run.stopped().filter(JobRun.Stop.LOST::equals).isPresent();
  }

  private static Question ask(String question, List<Source> found) {
    var context =
        found.stream()
            .map(
                source ->
                    new Question.Context(
                        source.passage().id(),
                        source.documentName(),
                        source.passage().pageLabel(),
                        source.passage().text()))
            .toList();
    return new Question(question, context, Limits.TOKENS_MAX, Limits.GENERATION_MAX.toMillis());
  }

  private Ending end(JobRun run, Generated end, String written, List<Source> found) {
    if (run.stopped().isPresent()) return stopped(run, values(written));
    var values = values(end, found);
    values.put(JOB.ANSWER, written);
    values.put(JOB.MILLIS, (int) millis(run));
    if (end.finishReason().equals("deadline")) {
      return new Ending.Failed(FailureCode.TIMED_OUT, values);
    }
    values.put(JOB.ANSWER_PARTIAL, end.partial());
    return run.write(writes -> run.succeed(writes, values))
        ? new Ending.Written()
        : new Ending.Stopped();
  }

  private static Map<Field<?>, @Nullable Object> values(Generated end, List<Source> found) {
    var values = new HashMap<Field<?>, @Nullable Object>();
    values.put(JOB.CITATIONS, Citations.json(end.marks(), found));
    values.put(JOB.GROUNDED, Boolean.TRUE.equals(end.grounded()));
    values.put(JOB.EXTRACTIVE, end.extractive());
    values.put(JOB.MODEL, end.model());
    values.put(JOB.PROVIDER, end.provider());
    var usage = end.usage();
    values.put(JOB.INPUT_TOKENS, usage == null ? null : usage.inputTokens());
    values.put(JOB.OUTPUT_TOKENS, usage == null ? null : usage.outputTokens());
    return values;
  }

  private long millis(JobRun run) {
    return Duration.between(run.job().askedAt(), clock.instant()).toMillis();
  }

  /** What is known of an answer that has no end. */
  private Map<Field<?>, @Nullable Object> soFar(
      JobRun run, @Nullable Start started, String written, List<Source> found) {
    var values = values(written);
    if (written.isEmpty()) return values;
    values.put(JOB.CITATIONS, Citations.json(Citations.marks(written, found), found));
    values.put(JOB.MILLIS, (int) millis(run));
    if (started != null) {
      values.put(JOB.MODEL, started.model());
      values.put(JOB.PROVIDER, started.provider());
      values.put(JOB.EXTRACTIVE, started.extractive());
    }
    return values;
  }

  private static Map<Field<?>, @Nullable Object> values(String written) {
    var values = new HashMap<Field<?>, @Nullable Object>();
    if (!written.isEmpty()) values.put(JOB.ANSWER, written);
    return values;
  }

  private static Ending cutOff(
      JobRun run, AiFailure failure, Map<Field<?>, @Nullable Object> soFar) {
    if (run.stopped().isPresent()) return stopped(run, soFar);
    return new Ending.Failed(code(run, failure, FailureCode.MODEL_UNAVAILABLE), soFar);
  }

  /** A closing worker hands back an answer that nobody has seen yet; others end as they are. */
  private static Ending stopped(JobRun run, Map<Field<?>, @Nullable Object> soFar) {
    return isLost(run) || soFar.isEmpty()
        ? new Ending.Stopped()
        : new Ending.Failed(FailureCode.INTERRUPTED, soFar);
  }

  private static Ending failed(JobRun run, AiFailure failure, FailureCode unavailable) {
    if (run.stopped().isPresent()) return new Ending.Stopped();
    return new Ending.Failed(code(run, failure, unavailable));
  }

  /** The person is waiting, so nothing is tried again behind their back. */
  private static FailureCode code(JobRun run, AiFailure failure, FailureCode unavailable) {
    LOG.warn("answer {} failed: {}", run.job().id(), failure.message());
    return switch (failure) {
      case AiFailure.Unavailable reason -> unavailable;
      case AiFailure.TimedOut reason -> unavailable;
      case AiFailure.Cancelled reason -> FailureCode.INTERNAL;
      case AiFailure.TooLarge reason -> FailureCode.TOO_LARGE;
      case AiFailure.Refused reason -> FailureCode.INTERNAL;
    };
  }
}
