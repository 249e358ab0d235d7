package foundry.local.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.local.TestPorts;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void a_taken_port_is_named_with_its_part_and_the_way_out() {
    var ports = new Ports(TestPorts.base());
    try (var other = TestPorts.listen(ports.storage())) {
      assertThat(other.isBound()).isTrue();
      assertThatThrownBy(() -> ports.checkAllFree("127.0.0.1"))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("Port " + ports.storage() + ", which object storage needs")
          .hasMessageContaining("--port ");
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void free_ports_pass() {
    new Ports(TestPorts.base()).checkAllFree("127.0.0.1");
  }

  @Test
  void a_host_that_is_not_this_machine_is_refused() {
    var ports = new Ports(TestPorts.base());
    assertThatThrownBy(() -> ports.checkAllFree("no-such-host.invalid"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("--host no-such-host.invalid");
    assertThatThrownBy(() -> ports.checkAllFree("192.0.2.1"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("--host 192.0.2.1 is no address of this machine");
  }

  @Test
  void a_port_out_of_range_is_refused_with_the_range() {
    assertThatThrownBy(() -> new Ports(80))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("--port 80 is out of range (expected: 1024..65531)");
  }
}
