package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.http.Json;
import foundry.viewer.OrgId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Documents go in, passages come out, and nobody sees another's. */
final class IndexTest {
  private static final String VACATION = "Employees receive 25 vacation days per year.";
  private static final String PUMP = "The pump must be serviced every 2,000 operating hours.";

  private final OrgId org = new OrgId(UUID.randomUUID());
  private final Client client = RunningAi.LOCAL.client(org);
  private final String collection = UUID.randomUUID().toString();

  private String path(String document) {
    return "/v1/collections/" + collection + "/documents/" + document;
  }

  private static String document(String hash, String... pages) {
    var list = new ArrayList<Map<String, Object>>();
    for (String page : pages) {
      int number = list.size() + 1;
      list.add(Map.of("number", number, "label", "p. " + number, "text", page));
    }
    return Json.text(Map.of("title", "Guide", "content_hash", hash, "pages", list));
  }

  private String put(String hash, String... pages) {
    String id = UUID.randomUUID().toString();
    assertThat(client.put(path(id), document(hash, pages)).status()).isEqualTo(200);
    return id;
  }

  private List<JsonNode> find(Client who, String query, String... documents) {
    var body = Map.of("collection", collection, "query", query, "documents", documents);
    var reply = who.post("/v1/retrieve", Json.text(body));
    assertThat(reply.status()).isEqualTo(200);
    return List.copyOf(reply.body().path("passages").values());
  }

  private List<JsonNode> find(String query) {
    return find(client, query);
  }

  /** A document that takes a while: many pages of different words. */
  private static String large(String hash) {
    var pages = new String[400];
    for (int i = 0; i < pages.length; i++) pages[i] = (PUMP + " Number " + i + ". ").repeat(30);
    return document(hash, pages);
  }

  @Test
  void the_passage_that_fits_comes_first_with_exact_offsets() {
    String page = "\n\n  " + VACATION + "  \n";
    put("h", "The office opens at 8.", page);
    put("h", PUMP);
    var first = find("How much time off do I get?").getFirst();
    int start = first.path("start").intValue();
    int end = first.path("end").intValue();
    assertThat(first.path("page").intValue()).isEqualTo(2);
    assertThat(first.path("page_label").stringValue()).isEqualTo("p. 2");
    assertThat(first.path("title").stringValue()).isEqualTo("Guide");
    assertThat(first.path("text").stringValue()).isEqualTo(VACATION);
    assertThat(page.substring(start, end)).isEqualTo(VACATION);
  }

  @Test
  void words_alone_find_what_has_no_meaning() {
    for (int i = 0; i < 5; i++) put("h", "Part number " + i + " is in stock.");
    put("h", "Part number XK-9913 is out of stock.");
    assertThat(find("XK-9913").getFirst().path("text").stringValue()).contains("XK-9913");
  }

  @Test
  void another_organization_sees_nothing_and_deletes_nothing() {
    String id = put("h", VACATION);
    var stranger = RunningAi.LOCAL.someone();
    assertThat(find(stranger, "vacation days")).isEmpty();
    assertThat(stranger.delete(path(id)).body().path("deleted").intValue()).isZero();
    stranger.put(path(id), document("h", PUMP));
    assertThat(find("vacation days").getFirst().path("text").stringValue()).isEqualTo(VACATION);
    assertThat(find(stranger, "vacation days").getFirst().path("text").stringValue())
        .isEqualTo(PUMP);
  }

  @Test
  void another_collection_is_empty() {
    put("h", VACATION);
    var body = Map.of("collection", UUID.randomUUID(), "query", "vacation");
    assertThat(client.post("/v1/retrieve", Json.text(body)).body().path("passages").size())
        .isZero();
  }

  @Test
  void a_search_can_be_bound_to_documents() {
    put("h", VACATION);
    String pump = put("h", PUMP);
    assertThat(find(client, "vacation", pump))
        .extracting(p -> p.path("document").stringValue())
        .containsExactly(pump);
  }

  @Test
  void the_same_document_again_is_no_work_unless_forced() {
    String id = put("h1", VACATION);
    assertThat(
            client.put(path(id), document("h1", VACATION)).body().path("unchanged").booleanValue())
        .isTrue();
    var forced = client.put(path(id) + "?force=true", document("h1", VACATION));
    assertThat(forced.body().path("unchanged").booleanValue()).isFalse();
    assertThat(find("vacation")).hasSize(1);
  }

  @Test
  void a_new_version_replaces_the_old_one() {
    String id = put("h1", VACATION, PUMP);
    var reply = client.put(path(id), document("h2", PUMP));
    assertThat(reply.body().path("passages").intValue()).isEqualTo(1);
    assertThat(find("vacation"))
        .extracting(p -> p.path("text").stringValue())
        .containsExactly(PUMP);
  }

  @Test
  void a_deleted_document_is_gone_at_once() {
    String id = put("h", VACATION, PUMP);
    assertThat(client.delete(path(id)).body().path("deleted").intValue()).isEqualTo(2);
    assertThat(find("vacation")).isEmpty();
    assertThat(client.delete(path(id)).body().path("deleted").intValue()).isZero();
  }

  @Test
  void an_empty_document_has_no_passages() {
    String id = put("h", "", "  \n ");
    assertThat(
            client
                .put(path(id), document("h", "", "  \n "))
                .body()
                .path("unchanged")
                .booleanValue())
        .isTrue();
    assertThat(find("anything")).isEmpty();
  }

  @Test
  void progress_ends_with_the_result() throws Exception {
    String id = UUID.randomUUID().toString();
    try (var events = client.stream("PUT", path(id), document("h", VACATION, PUMP))) {
      var all = events.all();
      assertThat(all.getLast().name()).isEqualTo("end");
      assertThat(all.getLast().data().path("passages").intValue()).isEqualTo(2);
      assertThat(all)
          .filteredOn(event -> event.name().equals("progress"))
          .extracting(event -> event.data().path("stage").stringValue())
          .contains("CHUNK", "EMBED", "INDEX");
    }
    assertThat(find("vacation")).hasSize(2);
  }

  @Test
  void a_caller_who_leaves_changes_nothing() throws Exception {
    String id = put("h1", VACATION);
    var events = client.stream("PUT", path(id), large("h2"));
    for (var event = events.next(); ; event = events.next()) {
      if (event.orElseThrow().data().path("stage").stringValue().equals("EMBED")) break;
    }
    events.close();
    // A newer call is served only when the older one can do no more harm.
    assertThat(client.put(path(id), document("h3", VACATION)).status()).isEqualTo(200);
    assertThat(find("vacation")).hasSize(1);
  }

  @Test
  void a_deletion_ends_the_work_on_the_document() throws Exception {
    String id = UUID.randomUUID().toString();
    try (var events = client.stream("PUT", path(id), large("h1"))) {
      assertThat(events.next().orElseThrow().name()).isEqualTo("progress");
      client.delete(path(id));
      var last = events.all().getLast();
      assertThat(last.name()).isEqualTo("error");
      assertThat(last.data().path("error").path("code").stringValue()).isEqualTo("UNAVAILABLE");
    }
    assertThat(find("pump")).isEmpty();
  }

  @Test
  void a_question_does_not_wait_for_a_large_document() throws Exception {
    put("h", VACATION);
    try (var events = client.stream("PUT", path(UUID.randomUUID().toString()), large("h"))) {
      events.next();
      long start = System.nanoTime();
      assertThat(find("vacation days").getFirst().path("text").stringValue()).isEqualTo(VACATION);
      assertThat(System.nanoTime() - start).isLessThan(3_000_000_000L);
    }
  }

  @Test
  void many_at_once_get_in_and_out() {
    var work = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < 6; i++) {
      String text = "Machine number " + i + " is blue.";
      work.add(CompletableFuture.runAsync(() -> put("h", text)));
      work.add(CompletableFuture.runAsync(() -> find("machine")));
    }
    work.forEach(CompletableFuture::join);
    assertThat(find("machine")).hasSize(6);
  }

  @Test
  void a_restart_keeps_the_index() {
    Path folder = RunningAi.folder();
    String id = UUID.randomUUID().toString();
    try (var first = RunningAi.start(folder, Map.of())) {
      first.client(org).put(path(id), document("h", VACATION));
    }
    try (var second = RunningAi.start(folder, Map.of())) {
      assertThat(find(second.client(org), "vacation")).hasSize(1);
      var again = second.client(org).put(path(id), document("h", VACATION));
      assertThat(again.body().path("unchanged").booleanValue()).isTrue();
    }
  }

  @Test
  void a_damaged_index_is_told_to_be_one_and_harms_nobody_else() throws Exception {
    Path folder = RunningAi.folder();
    try (var first = RunningAi.start(folder, Map.of())) {
      first.client(org).put(path(UUID.randomUUID().toString()), document("h", VACATION));
    }
    try (var files = Files.list(folder.resolve(org.toString()))) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("segments_")).toList()) {
        Files.write(file, new byte[] {1, 2, 3});
      }
    }
    try (var second = RunningAi.start(folder, Map.of())) {
      var body = Map.of("collection", collection, "query", "vacation");
      var reply = second.client(org).post("/v1/retrieve", Json.text(body));
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.message()).contains("cannot be read");
      assertThat(find(second.someone(), "vacation")).isEmpty();
    }
  }

  @Test
  void a_usage_folder_in_use_by_another_process_is_told_at_the_start() {
    assertThatThrownBy(() -> RunningAi.start(RunningAi.LOCAL.index, Map.of()))
        .hasMessageContaining("FOUNDRY_AI_USAGE_PATH")
        .hasMessageContaining("another process");
  }

  @Test
  void an_index_in_use_by_another_process_is_told_to_be_so() {
    put("h", VACATION);
    var ownUsagePath = Map.of("FOUNDRY_AI_USAGE_PATH", RunningAi.folder().toString());
    try (var other = RunningAi.start(RunningAi.LOCAL.index, ownUsagePath)) {
      var body = Map.of("collection", collection, "query", "vacation");
      var reply = other.client(org).post("/v1/retrieve", Json.text(body));
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.message()).contains("another process");
    }
  }
}
