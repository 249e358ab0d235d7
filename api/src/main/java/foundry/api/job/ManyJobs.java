package foundry.api.job;

import static foundry.api.tables.Tables.JOB;

import foundry.api.database.Channel;
import foundry.api.database.Writes;
import foundry.api.tables.enums.JobKind;
import foundry.viewer.OrgId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that are changed together, and held until the transaction ends. It takes as many statements
 * for a thousand as for one: a project is held meanwhile, and a transaction may not last long.
 */
record ManyJobs(List<Held> jobs) {
  /** What there is to know of a job to change it, to tell of it and to put it in line. */
  private record Held(UUID id, UUID org, UUID project, JobKind kind) {
    String told() {
      return "%s %s %s".formatted(org, project, id);
    }

    Writes.Task task() {
      return new Writes.Task(JobWrites.task(kind), new OrgId(org), List.of());
    }
  }

  /** In one order, so that two who lock many wait for each other and not in a circle. */
  static ManyJobs lock(Writes writes, Condition which) {
    return new ManyJobs(
        writes
            .select(List.of(JOB.ID, JOB.ORG_ID, JOB.PROJECT_ID, JOB.KIND), JOB)
            .and(which)
            .orderBy(JOB.ID)
            .forUpdate()
            .fetch(
                row ->
                    new Held(
                        row.get(JOB.ID),
                        row.get(JOB.ORG_ID),
                        row.get(JOB.PROJECT_ID),
                        row.get(JOB.KIND))));
  }

  /** Changes them all, and tells those who follow them. */
  void change(Writes writes, Map<Field<?>, ? extends @Nullable Object> values) {
    if (jobs.isEmpty()) return;
    var all = new HashMap<Field<?>, @Nullable Object>(values);
    all.put(JOB.UPDATED_AT, DSL.currentOffsetDateTime());
    writes.update(JOB, all).and(JOB.ID.eq(DSL.any(ids(jobs).toArray(UUID[]::new)))).execute();
    writes.notify(Channel.JOB, jobs.stream().map(Held::told).toList());
  }

  /** Puts them all in line. */
  void enqueue(Writes writes) {
    jobs.stream()
        .collect(Collectors.groupingBy(Held::task))
        .forEach((task, some) -> writes.enqueue(task, ids(some)));
  }

  private static List<UUID> ids(Collection<Held> jobs) {
    return jobs.stream().map(Held::id).toList();
  }
}
