package foundry.api.worker;

import static foundry.api.tables.Tables.DOCUMENT;
import static foundry.api.worker.World.isEmpty;
import static foundry.api.worker.World.isQueued;
import static foundry.api.worker.World.sql;
import static foundry.api.worker.World.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.aiclient.FakeAi.Mood;
import foundry.api.database.UuidV7;
import foundry.api.document.Remains;
import foundry.api.storage.ObjectKey;
import foundry.api.tables.enums.DocumentStatus;
import foundry.api.tables.enums.JobStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the worker does about projects that are deleted and documents that are moved. */
final class PurgeTest {
  private World world;
  private Worker worker;

  @BeforeEach
  void start() throws Exception {
    world = new World();
    worker = world.worker("w");
  }

  @AfterEach
  void stop() throws Exception {
    worker.close();
    world.close();
  }

  private UUID ingested(String name) throws Exception {
    var document = world.upload(name, ("Text of " + name).getBytes(StandardCharsets.UTF_8));
    assertThat(world.ended(world.ingest(document)).getStatus()).isEqualTo(JobStatus.SUCCEEDED);
    return document;
  }

  private boolean hasBytes(UUID document) {
    return world.objects.head(new ObjectKey(world.org, document)).isPresent();
  }

  /** As the mutation does, so long ago. */
  private void deleteProject(Duration ago) throws Exception {
    sql(
        "update app.project set deleted_at = now() - interval '%d seconds' where id = '%s'"
            .formatted(ago.toSeconds(), world.project));
    world.write(
        writes -> {
          writes.enqueue(Worker.PURGE_PROJECT, world.project, world.org);
          return true;
        });
  }

  @Test
  void a_deleted_project_leaves_nothing_behind_but_the_trail() throws Exception {
    var document = ingested("a.txt");
    var waiting = world.document("b.txt", 5, "b".repeat(64));
    sql("update app.document set status = 'AWAITING_UPLOAD' where id = '%s'".formatted(waiting));
    world.ended(world.ask("Why?"));
    assertThat(hasBytes(document)).isTrue();
    deleteProject(Duration.ofMinutes(11));
    until(() -> !isQueued(world.project));
    for (var table : new String[] {"document", "job"}) {
      assertThat(
              isEmpty("select from app.%s where project_id = '%s'".formatted(table, world.project)))
          .as(table)
          .isTrue();
    }
    assertThat(isEmpty("select from app.project where id = '%s'".formatted(world.project)))
        .isTrue();
    assertThat(
            isEmpty("select from app.document_page where document_id = '%s'".formatted(document)))
        .isTrue();
    assertThat(world.ai.collection(world.project)).isEmpty();
    assertThat(hasBytes(document)).isFalse();
    assertThat(isQueued(waiting)).as("bytes that may still arrive").isTrue();
    assertThat(world.audited(world.project)).containsExactly("project.purge");
  }

  @Test
  void a_project_that_may_still_be_brought_back_is_not_purged() throws Exception {
    var document = ingested("a.txt");
    deleteProject(Duration.ofMinutes(9));
    until(() -> tries() > 2);
    sql("update app.project set deleted_at = null where id = '%s'".formatted(world.project));
    until(() -> !isQueued(world.project));
    assertThat(world.document(document).getStatus()).isEqualTo(DocumentStatus.READY);
    assertThat(world.ai.collection(world.project)).containsOnlyKeys(document);
    assertThat(hasBytes(document)).isTrue();
  }

  private long tries() {
    return world.metrics.timer("foundry.task", "task", "purge_project", "outcome", "LATER").count();
  }

  @Test
  void a_project_is_purged_in_the_end_even_if_ai_is_away_for_a_while() throws Exception {
    ingested("a.txt");
    world.ai.down();
    deleteProject(Duration.ofMinutes(11));
    until(() -> tries() > 2);
    world.ai.up();
    until(() -> !isQueued(world.project));
    assertThat(world.ai.collection(world.project)).isEmpty();
  }

  @Test
  void a_project_that_is_deleted_while_it_ingests_leaves_nothing_behind() throws Exception {
    world.ai.indexing = Mood.HANGS_AFTER_START;
    var document = world.upload("a.txt", "Text".getBytes(StandardCharsets.UTF_8));
    var job = world.ingest(document);
    until(() -> world.ai.started.get() > 0);
    world.cancel(job);
    deleteProject(Duration.ofMinutes(11));
    until(() -> !isQueued(world.project) && !isQueued(job));
    assertThat(world.ai.collection(world.project)).isEmpty();
    assertThat(hasBytes(document)).isFalse();
    assertThat(isEmpty("select from app.job where id = '%s'".formatted(job))).isTrue();
  }

  /** As the mutation does, so long ago. */
  private void deleteOrganization(Duration ago) throws Exception {
    for (var change :
        new String[] {
          "organization set deleted_at = now() - interval '%d seconds' where id",
          "membership set suspended_at = now() - interval '%d seconds' where org_id"
        }) {
      sql(("update app." + change + " = '%s'").formatted(ago.toSeconds(), world.org));
    }
    world.write(
        writes -> {
          writes.enqueue(Worker.PURGE_ORGANIZATION, world.org.value(), world.org);
          return true;
        });
  }

  private UUID key() throws Exception {
    var key = UuidV7.next();
    sql(
        """
        insert into app.api_key (id, org_id, owner_id, name, prefix, sha256, scopes, revoked_at)
          values ('%s', '%s', '%s', 'a program', 'fk_12345', '%s', '{USAGE}', now())
        """
            .formatted(key, world.org, world.user, World.sha256(key.toString().getBytes(UTF_8))));
    return key;
  }

  @Test
  void a_deleted_organization_leaves_nothing_behind_but_its_trail() throws Exception {
    var document = ingested("a.txt");
    world.ended(world.ask("Why?"));
    var deletedBefore = UuidV7.next();
    sql(
        "insert into app.project (id, org_id, owner_id, name, deleted_at) values ('%s', '%s', '%s', 'Q', now())"
            .formatted(deletedBefore, world.org, world.user));
    var key = key();
    deleteOrganization(Duration.ofMinutes(11));
    until(() -> !isQueued(world.org.value()));
    for (var table :
        new String[] {
          "project", "document", "job", "membership", "api_key", "invitation", "organization_limit"
        }) {
      assertThat(isEmpty("select from app.%s where org_id = '%s'".formatted(table, world.org)))
          .as(table)
          .isTrue();
    }
    assertThat(world.ai.collection(world.project)).isEmpty();
    assertThat(hasBytes(document)).isFalse();
    assertThat(world.ai.keys.get(key.toString())).isNotEmpty();
    assertThat(world.audited(world.project)).containsExactly("project.purge");
    assertThat(world.audited(world.org.value())).containsExactly("organization.purge");
    assertThat(
            isEmpty(
                "select from app.organization where id = '%s' and purged_at is not null"
                    .formatted(world.org)))
        .isFalse();
  }

  @Test
  void an_organization_that_may_still_be_brought_back_is_not_purged() throws Exception {
    var document = ingested("a.txt");
    deleteOrganization(Duration.ofMinutes(9));
    var later =
        world.metrics.timer("foundry.task", "task", "purge_organization", "outcome", "LATER");
    until(() -> later.count() > 2);
    sql("update app.organization set deleted_at = null where id = '%s'".formatted(world.org));
    until(() -> !isQueued(world.org.value()));
    assertThat(world.document(document).getStatus()).isEqualTo(DocumentStatus.READY);
    assertThat(hasBytes(document)).isTrue();
  }

  @Test
  void a_key_is_not_forgotten_before_ai_knows_that_it_is_revoked() throws Exception {
    var key = key();
    world.ai.down();
    deleteOrganization(Duration.ofMinutes(11));
    var later =
        world.metrics.timer("foundry.task", "task", "purge_organization", "outcome", "LATER");
    until(() -> later.count() > 1);
    world.ai.up();
    until(() -> !isQueued(world.org.value()));
    assertThat(world.ai.keys.get(key.toString()).getLast().path("revoked").asBoolean()).isTrue();
  }

  @Test
  void what_is_left_of_a_deleted_document_is_looked_for_where_it_was_and_nowhere_else()
      throws Exception {
    var document = ingested("a.txt");
    sql(
        "insert into app.project (id, org_id, owner_id, name) values ('%s', '%s', '%s', 'Q')"
            .formatted(UuidV7.next(), world.org, world.user));
    var row = world.document(document);
    world.write(
        writes -> {
          Remains.of(row).remove(writes);
          return writes.delete(DOCUMENT).and(DOCUMENT.ID.eq(document)).execute();
        });
    until(() -> !hasBytes(document));
    assertThat(world.ai.collection(world.project)).isEmpty();
    assertThat(world.ai.deletedFrom).containsOnly(world.project);
  }

  @Test
  void the_passages_of_a_document_that_is_moved_follow_it() throws Exception {
    var document = ingested("a.txt");
    var target = UuidV7.next();
    sql(
        "insert into app.project (id, org_id, owner_id, name) values ('%s', '%s', '%s', 'Q')"
            .formatted(target, world.org, world.user));
    sql(
        "update app.document set project_id = '%s', left_project_ids = '{%s}' where id = '%s'"
            .formatted(target, world.project, document));
    var job = world.ended(world.ingest(document, target));
    assertThat(job.getStatus()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(world.ai.collection(target)).containsOnlyKeys(document);
    assertThat(world.ai.collection(world.project)).isEmpty();
    assertThat(
            world.<UUID[]>write(
                writes ->
                    writes
                        .from(DOCUMENT)
                        .and(DOCUMENT.ID.eq(document))
                        .fetchSingle(DOCUMENT.LEFT_PROJECT_IDS)))
        .isEmpty();
  }
}
