package foundry.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Events;
import foundry.api.Limits;
import foundry.api.Scene;
import foundry.api.TestApi;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The tests write what a worker would write and tell of it as it would. */
final class LiveTest {
  private final Scene scene = Scene.create();
  private final String id = scene.asked("Why?");
  private final UUID job = Scene.uuid(id);

  private String subscription(int offset) {
    return "subscription { job(id: \"%s\", offset: %d) { delta offset job { status answer { text } } } }"
        .formatted(id, offset);
  }

  private void write(String text, String status) {
    TestApi.sql(
        "update app.job set answer = ?, status = ?::app.job_status, updated_at = clock_timestamp() where id = ?",
        text,
        status,
        job);
    TestApi.sql(
        "select pg_notify('JOB', ?)",
        "%s %s %s".formatted(scene.org(), Scene.uuid(scene.project()), job));
  }

  private static String apply(String text, JsonNode update) {
    int start = update.path("offset").asInt() - update.path("delta").asString().length();
    assertThat(start).isLessThanOrEqualTo(text.length());
    return text.substring(0, start) + update.path("delta").asString();
  }

  @Test
  void an_answer_streams_in_and_ends() {
    try (var events = Events.open(scene.member(), subscription(0))) {
      assertThat(events.nextUpdate().at("/job/status").asString()).isEqualTo("QUEUED");
      write("Because ", "RUNNING");
      var update = events.nextUpdate();
      assertThat(update.path("delta").asString()).isEqualTo("Because ");
      write("Because of 😀", "RUNNING");
      update = events.nextUpdate();
      assertThat(update.path("delta").asString()).isEqualTo("of 😀");
      assertThat(update.path("offset").asInt()).isEqualTo(13);
      write("Because of 😀.", "SUCCEEDED");
      assertThat(events.nextUpdate().at("/job/status").asString()).isEqualTo("SUCCEEDED");
      assertThat(events.next()).isEqualTo("complete");
    }
  }

  /** As the worker writes an answer's text: only those hear of it who read along. */
  private void grow(String text) {
    TestApi.sql(
        "update app.job set answer = ?, status = 'RUNNING', updated_at = clock_timestamp() where id = ?",
        text,
        job);
    TestApi.sql(
        "select pg_notify('TEXT', ?)",
        "%s %s %s".formatted(scene.org(), Scene.uuid(scene.project()), job));
  }

  @Test
  void what_many_listen_to_is_read_once_for_all_of_them() {
    var document =
        "subscription($o: Int!) { job(id: \"%s\", offset: $o) { delta offset job { status } } }"
            .formatted(id);
    grow("Because");
    var streams = new ArrayList<Events>();
    for (int i = 0; i < 8; i++) {
      var person = TestApi.member(scene.org(), "P" + i, "MEMBER");
      streams.add(Events.open(person.token(), document, Map.of("o", i % 2 == 0 ? 0 : 4)));
    }
    for (int i = 0; i < 8; i++) {
      assertThat(streams.get(i).nextUpdate().path("delta").asString())
          .isEqualTo(i % 2 == 0 ? "Because" : "use");
    }
    int before = TestApi.statements();
    grow("Because of");
    for (var stream : streams) {
      assertThat(stream.nextUpdate().path("delta").asString()).isEqualTo(" of");
    }
    assertThat(TestApi.statements() - before).isLessThanOrEqualTo(3);
    streams.forEach(Events::close);
  }

  @Test
  void what_differs_from_person_to_person_is_read_for_each() {
    var document =
        "subscription { job(id: \"%s\") { job { status answer { viewerFeedback { comment } } } } }"
            .formatted(id);
    try (var mine = Events.open(scene.member(), document);
        var theirs = Events.open(scene.reader(), document)) {
      mine.nextUpdate();
      theirs.nextUpdate();
      TestApi.sql(
          "insert into app.feedback (org_id, job_id, user_id, rating, comment) values (?, ?, ?, 'UP', 'mine')",
          scene.org(),
          job,
          scene.member().id());
      write("Because.", "SUCCEEDED");
      assertThat(mine.nextUpdate().at("/job/answer/viewerFeedback/comment").asString())
          .isEqualTo("mine");
      assertThat(theirs.nextUpdate().at("/job/answer/viewerFeedback").isNull()).isTrue();
    }
  }

  @Test
  void a_client_that_reconnects_misses_nothing_and_sees_nothing_twice() {
    var text = "";
    var whole = "The quick brown fox jumps over the lazy dog. ".repeat(20);
    for (int length = 0; length < whole.length(); length += 50) {
      write(whole.substring(0, length), "RUNNING");
      try (var events = Events.open(scene.member(), subscription(text.length()))) {
        text = apply(text, events.nextUpdate());
        write(whole.substring(0, length + 25), "RUNNING");
        text = apply(text, events.nextUpdate());
      }
    }
    write(whole, "SUCCEEDED");
    try (var events = Events.open(scene.member(), subscription(text.length()))) {
      text = apply(text, events.nextUpdate());
      assertThat(events.next()).isEqualTo("complete");
    }
    assertThat(text).isEqualTo(whole);
  }

  @Test
  void a_retry_sends_the_new_text_from_its_beginning() {
    write("First try", "RUNNING");
    try (var events = Events.open(scene.member(), subscription(0))) {
      assertThat(events.nextUpdate().path("offset").asInt()).isEqualTo(9);
      TestApi.sql("update app.job set attempt = 2, answer = 'Second attempt' where id = ?", job);
      write("Second attempt", "RUNNING");
      var update = events.nextUpdate();
      assertThat(update.path("delta").asString()).isEqualTo("Second attempt");
      assertThat(update.path("offset").asInt()).isEqualTo(14);
    }
  }

  @Test
  void an_offset_into_an_attempt_that_is_over_starts_from_the_beginning() {
    TestApi.sql("update app.job set attempt = 2 where id = ?", job);
    write("Second attempt", "RUNNING");
    var first = subscription(5).replace("offset: 5", "offset: 5, attempt: 1");
    try (var events = Events.open(scene.member(), first)) {
      assertThat(events.nextUpdate().path("delta").asString()).isEqualTo("Second attempt");
    }
    try (var events = Events.open(scene.member(), first.replace("attempt: 1", "attempt: 2"))) {
      assertThat(events.nextUpdate().path("delta").asString()).isEqualTo("d attempt");
    }
  }

  @Test
  void somebody_who_is_removed_hears_no_more() {
    try (var events = Events.open(scene.reader(), subscription(0))) {
      events.nextUpdate();
      TestApi.sql("delete from app.membership where user_id = ?", scene.reader().id());
      write("secret", "RUNNING");
      assertThat(events.next()).contains("NOT_FOUND").doesNotContain("secret");
      assertThat(events.next()).isEqualTo("complete");
    }
  }

  @Test
  void somebody_who_is_removed_hears_no_more_within_five_seconds_even_if_nothing_happens() {
    assertThat(Limits.STREAM_CHECK_INTERVAL).isLessThan(Duration.ofSeconds(5));
    var activity =
        "subscription { activity(orgId: \"%s\") { job { id } } }".formatted(scene.orgId());
    var personal =
        "subscription { job(id: \"%s\") { job { answer { viewerFeedback { comment } } } } }"
            .formatted(id);
    try (var shared = Events.open(scene.reader(), subscription(0));
        var unshared = Events.open(scene.reader(), personal);
        var all = Events.open(scene.reader(), activity)) {
      shared.nextUpdate();
      unshared.nextUpdate();
      scene.asked("And why that?");
      all.nextUpdate();
      TestApi.sql("delete from app.membership where user_id = ?", scene.reader().id());
      for (var events : List.of(shared, unshared, all)) {
        assertThat(events.next()).contains("NOT_FOUND");
        assertThat(events.next()).isEqualTo("complete");
      }
    }
  }

  @Test
  void a_job_that_is_deleted_meanwhile_is_told_of_no_more() {
    try (var events = Events.open(scene.member(), subscription(0))) {
      events.nextUpdate();
      TestApi.sql("delete from app.job where id = ?", job);
      assertThat(events.next()).contains("NOT_FOUND");
      assertThat(events.next()).isEqualTo("complete");
    }
    try (var events = Events.open(scene.member(), subscription(0))) {
      assertThat(events.next()).contains("NOT_FOUND");
    }
  }

  @Test
  void a_stream_is_cut_when_its_token_expires_so_that_the_client_comes_back_with_a_new_one() {
    var begun = Instant.now();
    var claims =
        TestApi.ISSUER
            .claims(scene.member().subject())
            .expirationTime(Date.from(Instant.now().minusSeconds(28)));
    try (var events = Events.open(TestApi.ISSUER.sign(claims.build()), subscription(0))) {
      assertThat(events.status()).isEqualTo(200);
      events.nextUpdate();
      assertThat(events.next()).isEqualTo("end");
    }
    // With two seconds left; whether it may listen is looked at less often.
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Limits.STREAM_CHECK_INTERVAL);
  }

  @Test
  void a_stream_is_cut_when_reading_fails_so_that_the_client_comes_back() {
    try (var events = Events.open(scene.member(), subscription(0))) {
      events.nextUpdate();
      TestApi.sql("revoke select on app.job from foundry_app");
      try {
        write("x", "RUNNING");
        assertThat(events.next()).isEqualTo("end");
      } finally {
        TestApi.sql("grant select on app.job to foundry_app");
      }
    }
  }

  @Test
  void activity_tells_of_every_job_of_the_organization_and_of_no_other() {
    var other = Scene.create();
    var subscription =
        "subscription { activity(orgId: \"%s\") { delta job { id } } }".formatted(scene.orgId());
    try (var events = Events.open(scene.member(), subscription)) {
      other.asked("not for you");
      write("x", "RUNNING");
      assertThat(events.nextUpdate().at("/job/id").asString()).isEqualTo(id);
      var next = scene.asked("And why that?");
      assertThat(events.nextUpdate().at("/job/id").asString()).isEqualTo(next);
    }
  }

  @Test
  void activity_catches_up_with_every_job_however_many_were_missed() {
    var subscription =
        "subscription { activity(orgId: \"%s\") { job { id } } }".formatted(scene.orgId());
    try (var events = Events.open(scene.member(), subscription)) {
      TestApi.sql(
          """
          insert into app.job (id, org_id, project_id, owner_id, kind, status, question)
          select uuidv7(), org_id, project_id, owner_id, kind, status, question
          from app.job, generate_series(1, 250) where id = ?
          """,
          job);
      TestApi.sql("select pg_notify('JOB', '')");
      var told = new HashSet<String>();
      while (told.size() < 251) told.add(events.nextUpdate().at("/job/id").asString());
      assertThat(told).contains(id);
    }
  }

  @Test
  void one_person_may_have_20_streams_open() {
    var open = new ArrayList<Events>();
    try {
      for (int i = 0; i < 20; i++) open.add(Events.open(scene.member(), subscription(0)));
      assertThat(open).allSatisfy(events -> assertThat(events.status()).isEqualTo(200));
      try (var tooMany = Events.open(scene.member(), subscription(0))) {
        assertThat(tooMany.status()).isEqualTo(429);
      }
    } finally {
      open.forEach(Events::close);
    }
  }

  @Test
  void a_negative_offset_is_refused() {
    try (var events = Events.open(scene.member(), subscription(-1))) {
      assertThat(events.next()).contains("INVALID_INPUT", "offset: -1");
    }
  }
}
