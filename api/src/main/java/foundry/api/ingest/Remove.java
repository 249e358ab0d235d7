package foundry.api.ingest;

import static foundry.api.tables.Tables.PROJECT;

import foundry.api.aiclient.AiClient;
import foundry.api.database.Database;
import foundry.api.document.Remains;
import foundry.api.queue.Work;
import foundry.api.storage.ObjectKey;
import foundry.api.storage.ObjectStore;
import foundry.api.viewer.Viewer;
import foundry.viewer.ProjectId;
import foundry.viewer.UserId;
import java.util.List;
import java.util.Optional;

/** Removes what is left of a deleted document, however often that takes. */
public final class Remove implements Work {
  private final Database database;
  private final Removal removal;

  public Remove(Database database, ObjectStore store, AiClient ai) {
    this.database = database;
    this.removal = new Removal(store, ai);
  }

  @Override
  public Outcome run(Assignment assignment) {
    var key = new ObjectKey(assignment.org(), assignment.instance());
    var requestId = "rem_" + key.document().toString().replace("-", "");
    var remains =
        assignment.about().isEmpty()
            ? anywhere(key, requestId)
            : Optional.of(Remains.of(key, assignment.about()));
    boolean done = remains.isEmpty() || removal.remove(remains.get(), requestId);
    return done ? Outcome.DONE : Outcome.LATER;
  }

  /**
   * Tasks of a former version do not say where the document was, so all the projects of the
   * organization are asked. Empty if it has none, and nothing of it is left to remove.
   */
  private Optional<Remains> anywhere(ObjectKey key, String requestId) {
    var viewer = new Viewer.Product(key.org(), "remove document " + key.document(), requestId);
    var projects =
        database.read(
            viewer,
            reads -> {
              reads.showDeleted();
              return reads.select(List.of(PROJECT.ID, PROJECT.OWNER_ID), PROJECT).fetch();
            });
    if (projects.isEmpty()) return Optional.empty();
    var owner = new UserId(projects.getFirst().get(PROJECT.OWNER_ID));
    var ids = projects.getValues(PROJECT.ID).stream().map(ProjectId::new).toList();
    return Optional.of(new Remains(key, owner, ids));
  }
}
