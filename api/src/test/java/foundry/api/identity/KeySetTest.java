package foundry.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.api.TestIssuer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class KeySetTest {
  /** A clock that stands still until it is set. */
  private static final class SetClock extends Clock {
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private final SetClock clock = new SetClock();

  @Test
  void a_new_key_is_found_when_a_token_names_it_and_changes_the_version() {
    try (var issuer = new TestIssuer()) {
      var keys = new KeySet(issuer.url(), clock);
      assertThat(keys.find(issuer.key().getKeyID())).hasSize(1);
      var old = issuer.key().getKeyID();
      issuer.rotate();
      clock.now = clock.now.plusSeconds(11);
      assertThat(keys.find(issuer.key().getKeyID())).hasSize(1);
      assertThat(keys.current().version()).isEqualTo(1);
      assertThat(keys.find(old)).isEmpty();
    }
  }

  @Test
  void keys_are_read_again_when_they_are_old_but_unknown_ones_at_most_every_ten_seconds() {
    try (var issuer = new TestIssuer()) {
      var keys = new KeySet(issuer.url(), clock);
      for (int i = 0; i < 100; i++) keys.find("unknown" + i);
      assertThat(issuer.keyReads()).isEqualTo(1);
      clock.now = clock.now.plusSeconds(10);
      keys.find("unknown");
      assertThat(issuer.keyReads()).isEqualTo(2);
      clock.now = clock.now.plus(Duration.ofMinutes(10));
      keys.current();
      assertThat(issuer.keyReads()).isEqualTo(3);
      assertThat(keys.current().version()).isZero();
    }
  }

  @Test
  void known_keys_serve_on_while_the_issuer_is_away() {
    var issuer = new TestIssuer();
    var keys = new KeySet(issuer.url(), clock);
    assertThat(keys.find(issuer.key().getKeyID())).hasSize(1);
    issuer.close();
    clock.now = clock.now.plus(Duration.ofHours(1));
    assertThat(keys.find(issuer.key().getKeyID())).hasSize(1);
  }

  @Test
  @Timeout(30)
  void known_keys_serve_on_while_one_thread_waits_for_a_slow_issuer() throws Exception {
    try (var issuer = new TestIssuer();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var keys = new KeySet(issuer.url(), clock);
      var known = keys.current();
      clock.now = clock.now.plus(Duration.ofMinutes(11));
      try (var held = issuer.hold()) {
        var waiting = threads.submit(keys::current);
        while (issuer.keyReads() < 2) Thread.onSpinWait();
        assertThat(keys.current()).isSameAs(known);
        assertThat(waiting.isDone()).isFalse();
        held.close();
        assertThat(waiting.get()).isNotSameAs(known);
      }
      assertThat(keys.current()).isNotSameAs(known);
    }
  }

  @Test
  @Timeout(30)
  void nobody_waits_for_the_tries_of_others_while_no_keys_are_known() throws Exception {
    try (var issuer = new TestIssuer();
        var held = issuer.hold();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var keys = new KeySet(issuer.url(), clock);
      var waiting = Stream.generate(() -> threads.submit(keys::current)).limit(20).toList();
      for (var one : waiting) {
        assertThatThrownBy(one::get).hasCauseInstanceOf(IssuerUnavailable.class);
      }
      assertThat(issuer.keyReads()).isEqualTo(1);
      assertThatThrownBy(keys::current).isInstanceOf(IssuerUnavailable.class);
      held.close();
      clock.now = clock.now.plusSeconds(1);
      assertThat(keys.current()).isNotNull();
    }
  }
}
