package foundry.api.graphql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.TestTypes;
import graphql.parser.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one reading may be told to all who listen: nothing that one of them could not have read. */
final class SharedSelectionsTest {
  private static final Types TYPES = TestTypes.types();

  private static boolean isShared(String job) {
    var text = "subscription { job(id: \"job_0\") { delta job { " + job + " } } }";
    return new CompiledDocument("test", Parser.parse(text), TYPES).operation(null).isShared();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"id status", "project { name organization { name } }", "document { name }"})
  void what_every_member_sees_is_read_once_for_all(String job) {
    assertThat(isShared(job)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "project { organization { apiKeys { nodes { name } } } }",
        "project { organization { invitations { nodes { id } } } }",
        "owner { name }",
        "answer { text viewerFeedback { rating } }",
      })
  void what_depends_on_the_person_or_their_role_is_read_for_each(String job) {
    assertThat(isShared(job)).isFalse();
  }
}
