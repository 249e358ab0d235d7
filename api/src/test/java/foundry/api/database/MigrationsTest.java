package foundry.api.database;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.TestApi;
import foundry.postgres.Login;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class MigrationsTest {
  private static final String PASSWORD =
      "select rolpassword from pg_authid where rolname = 'late_app'";

  private static Login login(String user) {
    return new Login(TestApi.owner().url(), user, "its password");
  }

  @Test
  void replicas_that_start_at_once_set_a_password_once_and_hashed() throws Exception {
    for (var role : List.of("late_app", "late_queue")) {
      TestApi.sql("create role " + role);
      TestApi.sql("grant " + role + " to " + TestApi.owner().user() + " with admin option");
    }
    var migrations = new Migrations(TestApi.owner());
    try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<?>>();
      for (int i = 0; i < 4; i++) {
        running.add(replicas.submit(() -> migrations.run(login("late_app"), login("late_queue"))));
      }
      for (var replica : running) replica.get();
      var password = TestApi.value(PASSWORD);
      assertThat(password).startsWith("SCRAM-SHA-256$");
      migrations.run(login("late_app"), login("late_queue"));
      assertThat(TestApi.value(PASSWORD)).isEqualTo(password);
    } finally {
      for (var role : List.of("late_app", "late_queue")) {
        TestApi.sql("drop owned by " + role);
        TestApi.sql("drop role " + role);
      }
    }
  }
}
