package foundry.api.project;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.Reply;
import foundry.api.Scene;
import foundry.api.TestApi;
import foundry.api.TestApi.Person;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CreateProjectTest {
  private final Scene scene = Scene.create();

  private Reply create(Person person, String org, String name) {
    return person.query(
        """
        mutation($o: ID!, $n: String!) { createProject(input: {orgId: $o, name: $n}) {
          project { id name viewerCanEdit owner { name } organization { name } }
          projectEdge { cursor node { id } } auditEventId userErrors { code message field } } }
        """,
        Map.of("o", org, "n", name));
  }

  @Test
  void a_member_creates_a_project_and_the_trail_says_so() {
    var reply = create(scene.member(), scene.orgId(), "  Field manuals ⛺ دليل  ");
    assertThat(reply.text("/createProject/project/name")).isEqualTo("Field manuals ⛺ دليل");
    assertThat(reply.data("/createProject/project/viewerCanEdit").asBoolean()).isTrue();
    var event =
        scene
            .member()
            .query(
                "query($i: ID!) { node(id: $i) { ... on AuditEvent { action subjectId subjectName actor { name } } } }",
                Map.of("i", reply.text("/createProject/auditEventId")));
    assertThat(event.text("/node/action")).isEqualTo("project.create");
    assertThat(event.text("/node/subjectId")).isEqualTo(reply.text("/createProject/project/id"));
    assertThat(event.text("/node/actor/name")).isEqualTo(scene.member().subject());
  }

  @Test
  void the_edge_of_a_new_project_is_a_cursor_of_the_list() {
    var cursor =
        create(scene.member(), scene.orgId(), "New").text("/createProject/projectEdge/cursor");
    var list =
        scene
            .member()
            .query(
                "query($o: ID!, $c: String!) { organization(id: $o) { projects(first: 5, after: $c) { nodes { id } } } }",
                Map.of("o", scene.orgId(), "c", cursor));
    assertThat(list.texts("/organization/projects/nodes", "id")).containsExactly(scene.project());
  }

  @Test
  void a_viewer_is_told_kindly_that_their_role_only_allows_reading() {
    var reply = create(scene.reader(), scene.orgId(), "Mine");
    assertThat(reply.userErrors()).containsExactly("FORBIDDEN orgId");
    assertThat(reply.data("/createProject/project").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "a\u0000b", "line\nbreak", "bell\u0007"})
  void a_name_of_nothing_or_with_control_characters_is_refused(String name) {
    var reply = create(scene.member(), scene.orgId(), name);
    assertThat(reply.userErrors()).containsExactly("INVALID_INPUT name");
    assertThat(reply.userErrorMessage()).contains("expected:");
  }

  @Test
  void a_name_is_at_most_200_characters_long_whatever_they_are() {
    assertThat(create(scene.member(), scene.orgId(), "😀".repeat(200)).userErrors()).isEmpty();
    assertThat(create(scene.member(), scene.orgId(), "😀".repeat(201)).userErrorMessage())
        .isEqualTo("name: 201 characters (expected: 1 to 200)");
  }

  @Test
  void a_refused_mutation_leaves_nothing_behind() {
    var before = TestApi.value("select count(*) from app.audit_event");
    create(scene.member(), scene.orgId(), "");
    assertThat(TestApi.value("select count(*) from app.audit_event")).isEqualTo(before);
  }
}
