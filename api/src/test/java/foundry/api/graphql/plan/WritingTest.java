package foundry.api.graphql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.graphql.errors.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a value that is not there. */
final class WritingTest {
  private final JsonBytes out = new JsonBytes();
  private final Writing writing = new Writing(new Run("request", Map.of(), 0), out);

  private boolean write(Promise promise) {
    var id = slot("id", Promise.ALWAYS, 0);
    var plan = new ObjectPlan("Thing", new Room(2), List.of(id, slot("size", promise, 1)));
    return writing.object(plan, new Object[] {7, null});
  }

  private static ObjectPlan.Slot slot(String name, Promise promise, int cell) {
    var value = new Value.Cell(cell, Optional.empty());
    return new ObjectPlan.Slot(name, Ascii.key(name), Included.ALWAYS, promise, value);
  }

  private String written() {
    return out.toBuffer().toString();
  }

  @Test
  void null_is_a_value_where_nothing_is_promised() {
    assertThat(write(Promise.NONE)).isTrue();
    assertThat(written()).isEqualTo("{\"id\":7,\"size\":null}");
    assertThat(writing.errors()).isEmpty();
  }

  @Test
  void null_is_an_error_where_it_says_that_the_field_failed() {
    assertThat(write(Promise.UNLESS_FAILED)).isTrue();
    assertThat(written()).isEqualTo("{\"id\":7,\"size\":null}");
    assertThat(writing.errors()).extracting(FieldError::path).containsExactly(List.of("size"));
    assertThat(writing.errors().getFirst().refusal().code()).isEqualTo(ErrorCode.INTERNAL);
  }

  @Test
  void null_takes_the_object_where_it_cannot_be() {
    assertThat(write(Promise.ALWAYS)).isFalse();
    assertThat(written()).isEmpty();
    assertThat(writing.errors()).extracting(FieldError::path).containsExactly(List.of("size"));
  }
}
