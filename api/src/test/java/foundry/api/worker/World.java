package foundry.api.worker;

import static foundry.api.tables.Tables.AUDIT_EVENT;
import static foundry.api.tables.Tables.DOCUMENT;
import static foundry.api.tables.Tables.DOCUMENT_PAGE;
import static foundry.api.tables.Tables.JOB;

import foundry.api.aiclient.FakeAi;
import foundry.api.database.Channel;
import foundry.api.database.Database;
import foundry.api.database.Migrations;
import foundry.api.database.UuidV7;
import foundry.api.database.Writes;
import foundry.api.queue.Pace;
import foundry.api.storage.ObjectKey;
import foundry.api.storage.ObjectStore;
import foundry.api.storage.S3;
import foundry.api.tables.enums.DocumentStatus;
import foundry.api.tables.enums.JobKind;
import foundry.api.tables.enums.JobStatus;
import foundry.api.tables.tables.records.DocumentPageRecord;
import foundry.api.tables.tables.records.DocumentRecord;
import foundry.api.tables.tables.records.JobRecord;
import foundry.api.viewer.Viewer;
import foundry.postgres.Login;
import foundry.postgres.Notifications;
import foundry.telemetry.Tracer;
import foundry.viewer.OrgId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jooq.Field;

/** PostgreSQL, S3 and ai, as a worker finds them; one organization with one project. */
final class World implements AutoCloseable {
  /** One for all tests, as durable as the product's own: starting it takes a second. */
  private static final EmbeddedPostgres POSTGRES = postgres();

  static final Pace QUICK =
      new Pace(
          Duration.ofMillis(200),
          Duration.ofMillis(500),
          List.of(Duration.ofMillis(50)),
          Duration.ofSeconds(8));

  static final S3 STORAGE = new S3();

  final FakeAi ai = new FakeAi();
  final ObjectStore objects = STORAGE.store();
  final Database database = Database.open(app());
  final Notifications<Channel> notifications = Notifications.open(app(), Channel.class);
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final OrgId org = new OrgId(UuidV7.next());
  final UUID user = UuidV7.next();
  final UUID project = UuidV7.next();
  private final HttpClient http = HttpClient.newHttpClient();

  World() throws Exception {
    sql("insert into app.organization (id, name) values ('%s', 'Acme')".formatted(org));
    sql(
        "insert into app.user (id, issuer, subject, name) values ('%s', 'i', '%s', 'Ann')"
            .formatted(user, user));
    sql(
        "insert into app.membership (org_id, user_id, role) values ('%s', '%s', 'MEMBER')"
            .formatted(org, user));
    sql(
        "insert into app.project (id, org_id, owner_id, name) values ('%s', '%s', '%s', 'P')"
            .formatted(project, org, user));
  }

  private static EmbeddedPostgres postgres() {
    try {
      var postgres =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .start();
      var owner = new Login(url(postgres), "postgres", "");
      new Migrations(owner).run(app(postgres), queue(postgres));
      return postgres;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String url(EmbeddedPostgres postgres) {
    return "jdbc:postgresql://localhost:%d/postgres".formatted(postgres.getPort());
  }

  private static Login app(EmbeddedPostgres postgres) {
    return new Login(url(postgres), "foundry_app", "app");
  }

  private static Login queue(EmbeddedPostgres postgres) {
    return new Login(url(postgres), "foundry_queue", "queue");
  }

  private static Login app() {
    return app(POSTGRES);
  }

  static void sql(String statement) throws Exception {
    try (var connection = DriverManager.getConnection(url(POSTGRES), "postgres", "");
        var prepared = connection.createStatement()) {
      prepared.execute(statement);
    }
  }

  static boolean isQueued(UUID instance) {
    return !isEmpty(
        "select from queue.scheduled_tasks where task_instance = '%s'".formatted(instance));
  }

  /** True if the statement of the owner, whom no policy binds, finds no row. */
  static boolean isEmpty(String statement) {
    try (var connection = DriverManager.getConnection(url(POSTGRES), "postgres", "");
        var prepared = connection.createStatement()) {
      return !prepared.executeQuery(statement).next();
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Worker worker(String name) {
    return Worker.start(
        new Worker.Parts(
            database,
            notifications,
            queue(POSTGRES),
            objects,
            ai.client(),
            name,
            Clock.systemUTC(),
            metrics,
            Tracer.NONE),
        QUICK);
  }

  <T> T write(Function<Writes, T> work) {
    return database.write(new Viewer.Product(org, "test", "req_test"), work);
  }

  /** A document whose bytes have arrived as announced. */
  UUID upload(String name, byte[] bytes) throws Exception {
    var id = document(name, bytes.length, sha256(bytes));
    put(id, bytes);
    return id;
  }

  UUID document(String name, int sizeBytes, String sha256) {
    var id = UuidV7.next();
    write(
        writes ->
            writes
                .insert(
                    DOCUMENT,
                    org,
                    Map.of(
                        DOCUMENT.ID, id,
                        DOCUMENT.PROJECT_ID, project,
                        DOCUMENT.OWNER_ID, user,
                        DOCUMENT.NAME, name,
                        DOCUMENT.MEDIA_TYPE, "application/octet-stream",
                        DOCUMENT.SIZE_BYTES, sizeBytes,
                        DOCUMENT.SHA256, sha256,
                        DOCUMENT.STATUS, DocumentStatus.INGESTING))
                .execute());
    return id;
  }

  void put(UUID document, byte[] bytes) throws Exception {
    var put =
        objects.presignPut(
            new ObjectKey(org, document), "application/octet-stream", bytes.length, sha256(bytes));
    var request = HttpRequest.newBuilder(put.url()).PUT(BodyPublishers.ofByteArray(bytes));
    put.headers().forEach(request::header);
    var response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() != 200) throw new IllegalStateException(response.body());
  }

  static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  UUID ingest(UUID document) {
    return ingest(document, project);
  }

  UUID ingest(UUID document, UUID in) {
    return job(
        Worker.INGEST,
        Map.of(JOB.KIND, JobKind.INGEST, JOB.DOCUMENT_ID, document, JOB.PROJECT_ID, in));
  }

  UUID ask(String question) {
    return job(Worker.ANSWER, Map.of(JOB.KIND, JobKind.ANSWER, JOB.QUESTION, question));
  }

  private UUID job(String task, Map<Field<?>, Object> values) {
    var id = UuidV7.next();
    var all = new HashMap<Field<?>, Object>(values);
    all.put(JOB.ID, id);
    all.putIfAbsent(JOB.PROJECT_ID, project);
    all.put(JOB.OWNER_ID, user);
    write(
        writes -> {
          writes.insert(JOB, org, all).execute();
          writes.enqueue(task, id, org);
          return true;
        });
    return id;
  }

  /** As the mutation does. */
  void cancel(UUID job) {
    write(
        writes -> {
          writes.update(JOB, Map.of(JOB.STATUS, JobStatus.CANCELLED)).and(JOB.ID.eq(job)).execute();
          writes.notify(Channel.JOB, "%s %s %s".formatted(org, project, job));
          return true;
        });
  }

  /** As the mutation does. */
  void retry(String task, UUID job) {
    write(
        writes -> {
          writes
              .update(JOB, Map.of(JOB.STATUS, JobStatus.QUEUED, JOB.ATTEMPT, JOB.ATTEMPT.plus(1)))
              .and(JOB.ID.eq(job))
              .execute();
          writes.enqueue(task, job, org);
          return true;
        });
  }

  JobRecord job(UUID id) {
    return write(writes -> writes.from(JOB).and(JOB.ID.eq(id)).fetchOne());
  }

  DocumentRecord document(UUID id) {
    return write(writes -> writes.from(DOCUMENT).and(DOCUMENT.ID.eq(id)).fetchOne());
  }

  List<DocumentPageRecord> pages(UUID document) {
    return write(
        writes ->
            writes
                .from(DOCUMENT_PAGE)
                .and(DOCUMENT_PAGE.DOCUMENT_ID.eq(document))
                .orderBy(DOCUMENT_PAGE.NUMBER)
                .fetch());
  }

  List<String> audited(UUID subject) {
    return write(
        writes ->
            writes
                .from(AUDIT_EVENT)
                .and(AUDIT_EVENT.SUBJECT_ID.eq(subject))
                .orderBy(AUDIT_EVENT.ID)
                .fetch(AUDIT_EVENT.ACTION));
  }

  String auditedName(UUID subject) {
    return write(
        writes ->
            writes
                .from(AUDIT_EVENT)
                .and(AUDIT_EVENT.SUBJECT_ID.eq(subject))
                .fetchSingle(AUDIT_EVENT.SUBJECT_NAME));
  }

  /** What the person was told of the job. */
  List<String> told(UUID job) throws Exception {
    return values(
        "select kind || ' ' || subject_name from app.notification where user_id = '%s' and subject_id = '%s'"
            .formatted(user, job));
  }

  private static List<String> values(String query) throws Exception {
    var values = new ArrayList<String>();
    try (var connection = DriverManager.getConnection(url(POSTGRES), "postgres", "");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      while (rows.next()) values.add(rows.getString(1));
    }
    return values;
  }

  JobRecord ended(UUID job) {
    until(() -> List.of("SUCCEEDED", "FAILED", "CANCELLED").contains(job(job).getStatus().name()));
    return job(job);
  }

  static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) throw new AssertionError("it did not happen in 30 s");
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  @Override
  public void close() throws Exception {
    notifications.close();
    database.close();
    objects.close();
    ai.close();
    sql("delete from queue.scheduled_tasks");
  }
}
