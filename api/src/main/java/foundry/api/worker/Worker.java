package foundry.api.worker;

import foundry.api.aiclient.AiClient;
import foundry.api.answer.Answer;
import foundry.api.apikey.TellOfApiKey;
import foundry.api.database.Channel;
import foundry.api.database.Database;
import foundry.api.database.Housekeeping;
import foundry.api.ingest.Ingest;
import foundry.api.ingest.PurgeOrganization;
import foundry.api.ingest.PurgeProject;
import foundry.api.ingest.Remove;
import foundry.api.ingest.Scratch;
import foundry.api.queue.Lane;
import foundry.api.queue.Pace;
import foundry.api.queue.Queue;
import foundry.api.run.JobRuns;
import foundry.api.run.JobWork;
import foundry.api.storage.ObjectStore;
import foundry.postgres.Login;
import foundry.postgres.Notifications;
import foundry.telemetry.Tracer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs queued jobs. Any number of workers may run; each has a name of its own. */
public final class Worker implements AutoCloseable {
  /** Tasks as they stand in the queue. The instance of the first two is a job, else a document. */
  public static final String INGEST = "ingest";

  public static final String ANSWER = "answer";
  public static final String REMOVE = "remove";

  /** The same again, once no upload to the document can still be under way. */
  public static final String REMOVE_LATE = "remove_late";

  /** The instance is a project that was deleted. */
  public static final String PURGE_PROJECT = "purge_project";

  /** The instance is an organization that was deleted. */
  public static final String PURGE_ORGANIZATION = "purge_organization";

  /** The instance is a key; the two differ so that neither waits behind the other. */
  public static final String PUT_API_KEY = "put_api_key";

  public static final String REVOKE_API_KEY = "revoke_api_key";

  /** Each holds one open stream and waits most of the time. */
  private static final int ANSWERS_MAX = 16;

  /** Each reads a file of up to 100 MB on a core of its own. */
  private static final int INGESTS_MAX = 2;

  /** Short calls; deleting must not wait for ingests. */
  private static final int REMOVALS_MAX = 2;

  /** What has grown old may stay for as long as this. */
  private static final Duration HOUSEKEEPING_EVERY = Duration.ofMinutes(10);

  /** What a worker works with. {@code name}: unlike that of any other worker that runs. */
  public record Parts(
      Database database,
      Notifications<Channel> notifications,
      Login queue,
      ObjectStore objects,
      AiClient ai,
      String name,
      Clock clock,
      MeterRegistry metrics,
      Tracer tracer) {}

  private final JobRuns runs;
  private final Queue queue;
  private final AutoCloseable subscription;

  private Worker(JobRuns runs, Queue queue, AutoCloseable subscription) {
    this.runs = runs;
    this.queue = queue;
    this.subscription = subscription;
  }

  public static Worker start(Parts parts) {
    return start(parts, Pace.DEFAULT);
  }

  static Worker start(Parts parts, Pace pace) {
    var runs = new JobRuns(parts.database(), parts.notifications());
    var queue = Queue.start(parts.queue(), parts.name(), pace, lanes(parts, runs));
    var subscription = parts.notifications().subscribe(Channel.QUEUE, payload -> queue.wake());
    queue.wake();
    return new Worker(runs, queue, subscription);
  }

  private static List<Lane> lanes(Parts parts, JobRuns runs) {
    var firstWord = parts.metrics().timer("foundry.answer.first.word");
    var answer = new Answer(parts.ai(), parts.database(), parts.clock(), firstWord::record);
    var ingest = new Ingest(parts.objects(), parts.ai(), Scratch.of(parts.name()));
    var remove = new Remove(parts.database(), parts.objects(), parts.ai());
    var purge = new PurgeProject(parts.database(), parts.objects(), parts.ai());
    var purgeAll = new PurgeOrganization(parts.database(), parts.objects(), parts.ai());
    var keys = new TellOfApiKey(parts.database(), parts.ai());
    var answers = new JobWork(ANSWER, runs, answer::run);
    var ingests = new JobWork(INGEST, runs, ingest::run);
    return List.of(
        new Lane("answers", ANSWERS_MAX, Map.of(ANSWER, Measured.work(ANSWER, answers, parts))),
        new Lane("ingests", INGESTS_MAX, Map.of(INGEST, Measured.work(INGEST, ingests, parts))),
        new Lane(
            "removals",
            REMOVALS_MAX,
            Map.of(
                REMOVE,
                Measured.work(REMOVE, remove, parts),
                REMOVE_LATE,
                Measured.work(REMOVE_LATE, remove, parts))),
        new Lane(
            "keys",
            REMOVALS_MAX,
            Map.of(
                PUT_API_KEY,
                Measured.work(PUT_API_KEY, keys, parts),
                REVOKE_API_KEY,
                Measured.work(REVOKE_API_KEY, keys, parts))),
        new Lane(
            "purges",
            1,
            Map.of(
                PURGE_PROJECT,
                Measured.work(PURGE_PROJECT, purge, parts),
                PURGE_ORGANIZATION,
                Measured.work(PURGE_ORGANIZATION, purgeAll, parts))),
        new Lane("housekeeping", 1, Map.of(), housekeeping(parts)));
  }

  private static Map<String, Lane.Recurring> housekeeping(Parts parts) {
    var housekeeping = new Housekeeping(parts.database());
    var work =
        Map.<String, Runnable>of(
            "forget_idempotency", housekeeping::forgetIdempotencyKeys,
            "forget_document_uses", housekeeping::forgetDocumentUses,
            "forget_rates", housekeeping::forgetRates);
    var recurring = new HashMap<String, Lane.Recurring>();
    work.forEach(
        (task, run) ->
            recurring.put(
                task,
                new Lane.Recurring(HOUSEKEEPING_EVERY, Measured.recurring(task, run, parts))));
    return recurring;
  }

  /** Takes no more work and hands back what runs; a few seconds at most. */
  @Override
  public void close() {
    queue.pause();
    runs.stopAll();
    queue.close();
    runs.close();
    try {
      subscription.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot stop listening", e);
    }
  }
}
