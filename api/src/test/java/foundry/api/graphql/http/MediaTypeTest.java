package foundry.api.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MediaTypeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | JSON",
        "application/* | JSON",
        "application/json | JSON",
        "Application/GraphQL-Response+JSON | GRAPHQL",
        "application/graphql-response+json, application/json | GRAPHQL",
        "application/json, application/graphql-response+json | JSON",
        "application/json;q=0.9, application/graphql-response+json | GRAPHQL",
        "application/json;q=0.5, */* | GRAPHQL",
        "application/json;q=0, */* | GRAPHQL",
        "application/json; charset=utf-8 | JSON",
        "application/json; charset=\"UTF-8\"; q=0.5, application/graphql-response+json; q=0.1 | JSON",
        "application/json; charset=latin1, application/graphql-response+json;q=0.1 | GRAPHQL",
        "text/event-stream | EVENTS",
        "text/event-stream, */* | EVENTS",
        "*/*, text/event-stream;q=0.5 | JSON",
        "text/html, ,application/json;q=0.001 | JSON"
      })
  void the_one_that_is_liked_best_is_taken(String accept, MediaType expected) {
    assertThat(MediaType.accepted(List.of(accept))).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html",
        "application/json;q=0",
        "application/json;q=x",
        "*/*;q=0",
        "application/json; charset=utf-16",
        "text/*"
      })
  void what_is_not_liked_is_not_taken(String accept) {
    assertThat(MediaType.accepted(List.of(accept))).isEqualTo(Optional.empty());
  }

  @Test
  void several_headers_are_one_and_none_asks_for_nothing_in_particular() {
    assertThat(MediaType.accepted(List.of())).contains(MediaType.JSON);
    assertThat(MediaType.accepted(List.of(""))).contains(MediaType.JSON);
    assertThat(
            MediaType.accepted(
                List.of("application/json;q=0.5", "application/graphql-response+json")))
        .contains(MediaType.GRAPHQL);
  }
}
