package foundry.local.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.local.TestPorts;
import foundry.local.data.Refusal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssuerTest {
  @TempDir Path folder;
  private RunningIssuer issuer;

  @BeforeEach
  void start() {
    issuer = new RunningIssuer(folder);
  }

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void it_listens_on_loopback_only() {
    assertThatThrownBy(() -> issuer.start("0.0.0.0"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("loopback only (asked for: 0.0.0.0)");
  }

  @Test
  void a_taken_port_is_named() throws Exception {
    issuer.stop();
    try (var other = TestPorts.listen(issuer.port())) {
      assertThat(other.isBound()).isTrue();
      assertThatThrownBy(() -> issuer.start("127.0.0.1"))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("Port " + issuer.port() + ", which sign-in needs");
    }
  }
}
