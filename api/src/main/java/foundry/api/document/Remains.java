package foundry.api.document;

import foundry.api.database.Writes;
import foundry.api.storage.ObjectKey;
import foundry.api.storage.ObjectStore;
import foundry.api.tables.tables.records.DocumentRecord;
import foundry.viewer.OrgId;
import foundry.viewer.ProjectId;
import foundry.viewer.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What is left of a document when its row is gone: bytes in the store, and passages in the index of
 * the project it was in and of those it was moved out of. The task that removes them holds all of
 * it: nothing else knows any more.
 */
public record Remains(ObjectKey key, UserId owner, List<ProjectId> indexes) {
  /** Bytes may still arrive: a link lives so long, and an upload that began with it some more. */
  private static final Duration UPLOAD_END_MAX =
      ObjectStore.PUT_LIFETIME.plus(Duration.ofMinutes(20));

  public Remains {
    indexes = List.copyOf(indexes);
  }

  public static Remains of(DocumentRecord row) {
    var projects = Stream.concat(Stream.of(row.getProjectId()), Stream.of(row.getLeftProjectIds()));
    return new Remains(
        new ObjectKey(new OrgId(row.getOrgId()), row.getId()),
        new UserId(row.getOwnerId()),
        projects.map(ProjectId::new).toList());
  }

  /**
   * As a task says it.
   *
   * @param about the owner, and each project whose index is to be asked
   */
  public static Remains of(ObjectKey key, List<UUID> about) {
    var projects = about.stream().skip(1).map(ProjectId::new).toList();
    return new Remains(key, new UserId(about.getFirst()), projects);
  }

  /** Removes them now, and later what arrives meanwhile. */
  public void remove(Writes writes) {
    writes.enqueue(task("remove"), List.of(key.document()));
    removeLate(writes);
  }

  /** Removes them when nothing can arrive any more. */
  public void removeLate(Writes writes) {
    writes.enqueueAt(task("remove_late"), key.document(), Instant.now().plus(UPLOAD_END_MAX));
  }

  private Writes.Task task(String name) {
    var about = Stream.concat(Stream.of(owner.value()), indexes.stream().map(ProjectId::value));
    return new Writes.Task(name, key.org(), about.toList());
  }
}
