package foundry.api.database;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.TestApi;
import foundry.postgres.Notifications;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class NotificationsTest {
  @Test
  void after_a_lost_connection_subscribers_are_told_to_look_again_and_hear_on() throws Exception {
    var heard = new LinkedBlockingQueue<String>();
    try (var notifications = Notifications.open(TestApi.app(), Channel.class);
        var subscription = notifications.subscribe(Channel.QUEUE, heard::add)) {
      assertThat(subscription).isNotNull();
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(Notifications.LOOK_AGAIN);
      TestApi.sql("select pg_notify('QUEUE', 'one')");
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("one");
      TestApi.sql(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'foundry listener'");
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(Notifications.LOOK_AGAIN);
      TestApi.sql("select pg_notify('QUEUE', 'two')");
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("two");
    }
  }
}
