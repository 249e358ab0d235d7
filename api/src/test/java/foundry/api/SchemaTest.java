package foundry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.api.graphql.Feature;
import foundry.api.graphql.Wiring;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SchemaTest {
  @Test
  void the_printed_schema_is_the_one_that_is_served() throws Exception {
    assertThat(Files.readString(Path.of("../docs/api/schema.graphql")))
        .as("docs/api/schema.graphql is out of date (run: make schema)")
        .isEqualTo(SchemaFile.text());
  }

  @Test
  void a_field_without_a_fetcher_is_found_at_start() {
    Feature forgetful = wiring -> wiring.sdl(SchemaTest.class, "forgetful.graphqls");
    assertThatThrownBy(() -> Wiring.schema(List.of(forgetful)))
        .hasMessageContaining("fields without a fetcher")
        .hasMessageContaining("Query.forgotten");
  }

  @Test
  void a_fetcher_without_a_field_is_found_at_start() {
    Feature eager =
        wiring -> {
          wiring.sdl(SchemaTest.class, "forgetful.graphqls");
          wiring.query("forgotten", call -> "");
          wiring.query("unheardOf", call -> "");
        };
    assertThatThrownBy(() -> Wiring.schema(List.of(eager)))
        .hasMessageContaining("fetchers without a field")
        .hasMessageContaining("Query.unheardOf");
  }
}
