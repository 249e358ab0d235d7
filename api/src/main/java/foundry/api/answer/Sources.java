package foundry.api.answer;

import static foundry.api.tables.Tables.DOCUMENT;
import static foundry.api.tables.Tables.DOCUMENT_PAGE;
import static org.jooq.impl.DSL.row;

import foundry.api.aiclient.Passage;
import foundry.api.database.Database;
import foundry.api.database.Reads;
import foundry.api.viewer.Viewer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Keeps of the passages that the index found those whose document is there and whose text stands on
 * its page, exactly. The index may lag behind; an answer must not.
 */
final class Sources {
  private record PageKey(UUID document, int number) {}

  private final Database database;

  Sources(Database database) {
    this.database = database;
  }

  List<Source> check(Viewer viewer, UUID project, List<Passage> passages) {
    if (passages.isEmpty()) return List.of();
    return database.read(
        viewer,
        reads -> {
          var names = names(reads, project, passages);
          var texts = texts(reads, passages);
          return passages.stream()
              .flatMap(passage -> source(passage, names, texts).stream())
              .toList();
        });
  }

  private static Optional<Source> source(
      Passage passage, Map<UUID, String> names, Map<PageKey, String> texts) {
    String name = names.get(passage.document());
    String text = texts.get(new PageKey(passage.document(), passage.page()));
    if (name == null || text == null || !stands(passage, text)) return Optional.empty();
    return Optional.of(new Source(passage, name));
  }

  private static boolean stands(Passage passage, String text) {
    return passage.start() >= 0
        && passage.end() <= text.length()
        && passage.end() - passage.start() == passage.text().length()
        && text.startsWith(passage.text(), passage.start());
  }

  private static Map<UUID, String> names(Reads reads, UUID project, List<Passage> passages) {
    var ids = passages.stream().map(Passage::document).distinct().toList();
    return reads
        .from(DOCUMENT)
        .and(DOCUMENT.PROJECT_ID.eq(project))
        .and(DOCUMENT.ID.in(ids))
        .fetchMap(DOCUMENT.ID, DOCUMENT.NAME);
  }

  private static Map<PageKey, String> texts(Reads reads, List<Passage> passages) {
    var keys = passages.stream().map(p -> row(p.document(), p.page())).distinct().toList();
    return reads
        .from(DOCUMENT_PAGE)
        .and(row(DOCUMENT_PAGE.DOCUMENT_ID, DOCUMENT_PAGE.NUMBER).in(keys))
        .fetch()
        .stream()
        .collect(
            Collectors.toMap(
                page -> new PageKey(page.getDocumentId(), page.getNumber()),
                page -> page.getText()));
  }
}
