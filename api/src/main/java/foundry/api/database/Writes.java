package foundry.api.database;

import static foundry.api.tables.Tables.AUDIT_EVENT;

import foundry.api.viewer.Viewer;
import foundry.telemetry.Span;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.UUID;
import org.jooq.DeleteConditionStep;
import org.jooq.Field;
import org.jooq.InsertOnDuplicateStep;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.UpdateConditionStep;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * Writing inside one transaction, as one viewer: rows, the audit event of the act, work for the
 * queue and what other replicas should hear. All of it happens or none.
 */
public final class Writes extends Reads {
  private static final String UNIQUE_VIOLATION = "23505";

  private static final List<Field<?>> QUEUE_COLUMNS =
      List.of(
          DSL.field("task_name", String.class),
          DSL.field("task_instance", String.class),
          DSL.field("task_data", byte[].class),
          DSL.field("execution_time", OffsetDateTime.class),
          DSL.field("picked", Boolean.class),
          DSL.field("version", Long.class));

  Writes(Transaction transaction, Viewer viewer) {
    super(transaction, viewer);
  }

  /** Throws {@link NotAllowed} if the viewer may not write in the organization. */
  public <R extends Record> InsertOnDuplicateStep<R> insert(
      Table<R> table, OrgId org, Map<Field<?>, ?> values) {
    if (!net().mayInsert(table, org, viewer())) throw new NotAllowed(table, org);
    return sql().insertInto(table).set(values).set(DSL.field("org_id", UUID.class), org.value());
  }

  /** Inserts many rows of one shape in one statement. */
  public <R extends Record> void insertAll(
      Table<R> table, OrgId org, List<Field<?>> fields, List<List<?>> rows) {
    if (!net().mayInsert(table, org, viewer())) throw new NotAllowed(table, org);
    if (rows.isEmpty()) return;
    var columns = new ArrayList<Field<?>>(fields);
    columns.add(DSL.field("org_id", UUID.class));
    var insert = sql().insertInto(table, columns);
    for (var row : rows) {
      var values = new ArrayList<Object>(row);
      values.add(org.value());
      insert = insert.values(values);
    }
    insert.execute();
  }

  /**
   * Lets this transaction answer before it is on disk. For what a later write of the same work
   * repeats; a crash may lose the last few of them, never half of one.
   */
  public void deferDurability() {
    sql().execute("set local synchronous_commit = off");
  }

  /** Changes rows that the viewer may change; add conditions, then execute. */
  public <R extends Record> UpdateConditionStep<R> update(Table<R> table, Map<Field<?>, ?> values) {
    return sql().update(table).set(values).where(net().editable(table, asking()));
  }

  /** Deletes rows that the viewer may end; add conditions, then execute. */
  public <R extends Record> DeleteConditionStep<R> delete(Table<R> table) {
    return sql().deleteFrom(table).where(net().removable(table, asking()));
  }

  /**
   * Reads anew what roles the viewer holds, after this transaction has changed them. What follows,
   * reading back what was written included, goes by these.
   */
  public void refreshRoles() {
    if (!(viewer() instanceof Viewer.Person person)) return;
    become(new Viewer.Person(person.id(), SignIn.roles(this, person.id()), person.requestId()));
  }

  /**
   * Does a write that may meet a row which is there already. False, with nothing of it done, if a
   * unique constraint refuses it; waits for whoever is about to write such a row.
   */
  public boolean unlessTaken(Runnable write) {
    sql().execute("savepoint unless_taken");
    try {
      write.run();
      sql().execute("release savepoint unless_taken");
      return true;
    } catch (DataAccessException e) {
      if (!e.sqlState().equals(UNIQUE_VIOLATION)) throw e;
      sql().execute("rollback to savepoint unless_taken");
      return false;
    }
  }

  /** What was acted on, as it was called at the time. */
  public record Subject(String type, UUID id, String name) {}

  /**
   * Records the act in the organization's trail, by the viewer.
   *
   * @param action noun and verb: {@code document.delete}
   * @return the event's id
   */
  public UUID audit(OrgId org, String action, Subject subject) {
    Map<Field<?>, Object> values =
        new HashMap<>(
            Map.of(
                AUDIT_EVENT.ACTION, action,
                AUDIT_EVENT.SUBJECT_TYPE, subject.type(),
                AUDIT_EVENT.SUBJECT_ID, subject.id(),
                AUDIT_EVENT.SUBJECT_NAME, subject.name(),
                AUDIT_EVENT.REQUEST_ID, viewer().requestId()));
    viewer().user().map(UserId::value).ifPresent(id -> values.put(AUDIT_EVENT.ACTOR_ID, id));
    var id = UuidV7.next();
    values.put(AUDIT_EVENT.ID, id);
    insert(AUDIT_EVENT, org, values).execute();
    return id;
  }

  /**
   * Work for the queue.
   *
   * @param about what the worker has to know besides the instance, in an order that the work knows:
   *     by the time it is done, the rows that say so may be gone
   */
  public record Task(String name, OrgId org, List<UUID> about) {
    public Task {
      about = List.copyOf(about);
    }
  }

  /**
   * Puts work in the queue, due now. The instance is handed to the worker with the organization and
   * the trace it belongs to; the same task and instance is queued once, however often it is asked
   * for. Throws {@link NotAllowed} if the viewer may not write in the organization.
   */
  public void enqueue(String task, UUID instance, OrgId org) {
    enqueue(new Task(task, org, List.of()), List.of(instance));
  }

  /** The same for many instances, in one statement. */
  public void enqueue(Task task, Collection<UUID> instances) {
    put(task, instances, DSL.currentOffsetDateTime());
    notify(Channel.QUEUE, "");
  }

  /** The same, due at a later time. */
  public void enqueueAt(String task, UUID instance, OrgId org, Instant due) {
    enqueueAt(new Task(task, org, List.of()), instance, due);
  }

  /** The same of a task that says more. */
  public void enqueueAt(Task task, UUID instance, Instant due) {
    put(task, List.of(instance), DSL.val(due.atOffset(ZoneOffset.UTC)));
  }

  private void put(Task task, Collection<UUID> instances, Field<OffsetDateTime> due) {
    if (!net().mayInsert(Policies.QUEUE, task.org(), viewer())) {
      throw new NotAllowed(Policies.QUEUE, task.org());
    }
    var asked = DSL.unnest(instances.toArray(UUID[]::new)).as("asked", "instance");
    var instance = Objects.requireNonNull(asked.field("instance", UUID.class));
    sql()
        .insertInto(Policies.QUEUE, QUEUE_COLUMNS)
        .select(
            DSL.select(
                    DSL.val(task.name()),
                    instance.cast(String.class),
                    DSL.val(data(task).getBytes(StandardCharsets.US_ASCII)),
                    due,
                    DSL.inline(false),
                    DSL.inline(1L))
                .from(asked))
        .onConflictDoNothing()
        .execute();
  }

  /** With the trace that the work belongs to, if there is one, and what it is about. */
  private static String data(Task task) {
    var trace = Span.current().traceparent();
    var words = new StringJoiner(" ").add(task.org().toString());
    if (!trace.isEmpty() || !task.about().isEmpty()) words.add(trace.isEmpty() ? "-" : trace);
    task.about().forEach(id -> words.add(id.toString()));
    return words.toString();
  }

  /** Tells every replica, once the transaction is committed. At most 8,000 bytes, no content. */
  public void notify(Channel channel, String payload) {
    notify(channel, List.of(payload));
  }

  /** The same of many things, in one statement. */
  public void notify(Channel channel, Collection<String> payloads) {
    var told = DSL.unnest(payloads.toArray(String[]::new)).as("told", "payload");
    var payload = Objects.requireNonNull(told.field("payload", String.class));
    sql()
        .select(
            DSL.count(DSL.function("pg_notify", Object.class, DSL.val(channel.name()), payload)))
        .from(told)
        .fetch();
  }
}
