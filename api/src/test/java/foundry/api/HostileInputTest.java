package foundry.api;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.TestApi.Person;
import foundry.http.Json;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every argument of the schema is given what nobody honest sends, the others being good: whatever
 * is answered, it is an answer, and never that something broke inside.
 */
final class HostileInputTest {
  private final GraphQLSchema schema = TestTypes.types().schema();

  @Test
  void no_mutation_breaks_whatever_one_of_its_inputs_holds() {
    for (var mutation : schema.getMutationType().getFieldDefinitions()) {
      var world = Belongings.create();
      var type = mutation.getArgument("input").getType();
      var input = (GraphQLInputObjectType) GraphQLTypeUtil.unwrapAll(type);
      var document =
          "mutation($i: %s!) { %s(input: $i) { userErrors { code message field } } }"
              .formatted(input.getName(), mutation.getName());
      for (var field : input.getFieldDefinitions()) {
        // Looked at by the same few lines for all mutations.
        if (field.getName().equals("idempotencyKey") && !input.getName().startsWith("Ask"))
          continue;
        for (var value : Hostile.values(field.getType())) {
          var values = world.good(input);
          values.put(field.getName(), value);
          var what = mutation.getName() + "." + field.getName();
          assertAnswered(world.owner(), document, Map.of("i", values), what, value);
        }
      }
    }
  }

  @Test
  void no_query_breaks_whatever_one_of_its_arguments_holds() {
    var world = Belongings.create();
    for (var field : schema.getQueryType().getFieldDefinitions()) {
      var selection = field.getName().startsWith("node") ? "{ id }" : "{ __typename }";
      for (var argument : field.getArguments()) tryAll(world, argument, field, "%s", selection);
    }
    var parents =
        Map.of(
            "Organization", "organization(id: \"%s\") { %%s }".formatted(world.ids().get("orgId")),
            "Project", "project(id: \"%s\") { %%s }".formatted(world.ids().get("projectId")),
            "User", "viewer { %s }");
    parents.forEach(
        (type, parent) -> {
          for (var field : schema.getObjectType(type).getFieldDefinitions()) {
            for (var argument : field.getArguments()) {
              tryAll(
                  world,
                  argument,
                  field,
                  parent,
                  "{ nodes { id } pageInfo { hasNextPage } totalCount }");
            }
          }
        });
  }

  private static void tryAll(
      Belongings world,
      GraphQLArgument argument,
      GraphQLFieldDefinition field,
      String parent,
      String selection) {
    var asked = "%s(%s: $v) %s".formatted(field.getName(), argument.getName(), selection);
    var type = GraphQLTypeUtil.simplePrint(argument.getType());
    var document = "query($v: %s) { %s }".formatted(type, parent.formatted(asked));
    for (var value : Hostile.values(argument.getType())) {
      var variables = new HashMap<String, Object>();
      variables.put("v", value);
      assertAnswered(
          world.owner(), document, variables, field.getName() + "." + argument.getName(), value);
    }
  }

  @Test
  void no_subscription_breaks_whatever_one_of_its_arguments_holds() {
    var world = Belongings.create();
    for (var field : schema.getSubscriptionType().getFieldDefinitions()) {
      for (var argument : field.getArguments()) {
        for (var value : Hostile.values(argument.getType())) listen(world, field, argument, value);
      }
    }
  }

  private static void listen(
      Belongings world, GraphQLFieldDefinition field, GraphQLArgument argument, Object value) {
    if (value.equals(Hostile.HALF)) return;
    var type = GraphQLTypeUtil.simplePrint(argument.getType());
    var document =
        "subscription($v: %s) { %s(%s %s: $v) { __typename } }"
            .formatted(type, field.getName(), world.whichOne(field, argument), argument.getName());
    var what = field.getName() + "." + argument.getName();
    try (var events = Events.open(world.owner().token(), document, Map.of("v", value))) {
      assertThat(events.status()).as("%s: %s", what, value).isLessThan(500);
      if (events.status() != 200) return;
      world.stir(); // what is followed may have nothing to tell until then
      var first = events.next();
      assertThat(first).as("%s: %s", what, value).startsWith("{").doesNotContain("INTERNAL");
      if (type.startsWith("ID")) assertThat(first).as("%s: %s", what, value).contains("errors");
    }
  }

  @Test
  void a_cursor_with_any_bit_of_it_changed_is_a_place_in_the_list_or_refused() {
    var world = Belongings.create();
    for (var order : List.of("CREATED_AT", "NAME")) {
      var document =
          """
          query($o: ID!, $c: String) { organization(id: $o) {
            projects(first: 1, after: $c, orderBy: %s) { nodes { id } pageInfo { endCursor } } } }
          """
              .formatted(order);
      var first = world.owner().query(document, Map.of("o", world.ids().get("orgId")));
      var cursor = first.text("/organization/projects/pageInfo/endCursor");
      var bytes = Base64.getUrlDecoder().decode(cursor);
      for (int bit = 0; bit < bytes.length * 8; bit++) {
        var changed = bytes.clone();
        changed[bit / 8] ^= (byte) (1 << (bit % 8));
        var text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
        var variables = Map.<String, Object>of("o", world.ids().get("orgId"), "c", text);
        var reply = world.owner().query(document, variables);
        assertThat(reply.errorCodes())
            .as("bit %d of a cursor by %s", bit, order)
            .isSubsetOf("INVALID_PAGINATION");
      }
    }
  }

  @Test
  void a_cursor_of_one_order_is_refused_by_another() {
    var world = Belongings.create();
    var document =
        """
        query($o: ID!, $c: String, $by: ProjectOrder) { organization(id: $o) {
          projects(first: 1, after: $c, orderBy: $by) { pageInfo { endCursor } } } }
        """;
    var org = world.ids().get("orgId");
    var byName = world.owner().query(document, Map.of("o", org, "by", "NAME"));
    var cursor = byName.text("/organization/projects/pageInfo/endCursor");
    var reply = world.owner().query(document, Map.of("o", org, "c", cursor, "by", "CREATED_AT"));
    assertThat(reply.errorCodes()).containsExactly("INVALID_PAGINATION");
  }

  @Test
  void an_unknown_word_of_an_enum_is_refused_by_name_wherever_it_is_written() {
    var world = Belongings.create();
    var inText =
        "{ organization(id: \"%s\") { projects(orderBy: SIZE) { totalCount } } }"
            .formatted(world.ids().get("orgId"));
    var asVariable =
        "query($by: ProjectOrder) { organization(id: \"%s\") { projects(orderBy: $by) { totalCount } } }"
            .formatted(world.ids().get("orgId"));
    for (var reply :
        List.of(
            world.owner().query(inText), world.owner().query(asVariable, Map.of("by", "SIZE")))) {
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.toString()).contains("SIZE", "ProjectOrder");
    }
  }

  private static void assertAnswered(
      Person person, String document, Map<String, ?> variables, String what, Object value) {
    var body =
        Json.text(Map.of("query", document, "variables", variables))
            .replace(Hostile.HALF, "\\ud83d");
    var reply =
        new Reply(
            TestApi.send(
                HttpRequest.newBuilder(TestApi.url("/query"))
                    .header("authorization", "Bearer " + person.token())
                    .header("content-type", "application/json")
                    .POST(BodyPublishers.ofString(body))));
    var text = String.valueOf(value);
    var shown = text.substring(0, Math.min(40, text.length()));
    assertThat(reply.status()).as("%s: %s: %s", what, shown, reply).isLessThan(500);
    assertThat(reply.errorCodes()).as("%s: %s: %s", what, shown, reply).doesNotContain("INTERNAL");
  }

  /** An owner, and of everything one. */
  private record Belongings(Person owner, Map<String, String> ids) {
    static Belongings create() {
      var people = People.create();
      var owner = people.owner();
      var created =
          Scene.change(
              owner,
              "createProject",
              Map.of("orgId", people.orgId(), "name", "P"),
              "project { id }");
      var project = created.text("/createProject/project/id");
      var scene = new Scene(people.org(), owner, people.reader(), project);
      var key = Map.of("orgId", people.orgId(), "name", "k", "scopes", List.of("USAGE"));
      var ids = new HashMap<String, String>();
      ids.put("orgId", people.orgId());
      ids.put("projectId", project);
      ids.put("documentId", scene.uploaded("a.txt"));
      ids.put("jobId", scene.asked("Why?"));
      ids.put("membershipId", people.membershipId(people.member()));
      ids.put(
          "invitationId",
          people.invite(owner, "a@example.com", "MEMBER").text("/inviteMember/invitation/id"));
      ids.put(
          "apiKeyId",
          Scene.change(owner, "createApiKey", key, "apiKey { id }")
              .text("/createApiKey/apiKey/id"));
      assertThat(ids.values()).doesNotContain("");
      return new Belongings(owner, ids);
    }

    /** Something that every subscription tells of, unless what it follows is over. */
    void stir() {
      var project = Scene.uuid(ids.get("projectId"));
      var org = Scene.uuid(ids.get("orgId"));
      TestApi.sql(
          """
          with told as (insert into app.notification (org_id, org_name, user_id, kind) values (?, 'Acme', ?, 'ROLE_CHANGED')),
          job as (insert into app.job (org_id, project_id, owner_id, kind, question) values (?, ?, ?, 'ANSWER', 'q')
            returning org_id, project_id, id)
          select pg_notify('JOB', org_id || ' ' || project_id || ' ' || id) from job
          """,
          org,
          owner.id(),
          org,
          project,
          owner.id());
    }

    /** The argument that says what is followed, unless it is the one that is tried. */
    String whichOne(GraphQLFieldDefinition field, GraphQLArgument tried) {
      for (var argument : field.getArguments()) {
        boolean named = GraphQLTypeUtil.simplePrint(argument.getType()).startsWith("ID");
        if (!named || argument.getName().equals(tried.getName())) continue;
        var id = argument.getName().equals("id") ? field.getName() + "Id" : argument.getName();
        return "%s: \"%s\"".formatted(argument.getName(), ids.get(id));
      }
      return "";
    }

    /** What every field that is required takes. */
    Map<String, Object> good(GraphQLInputObjectType input) {
      var values = new HashMap<String, Object>();
      for (var field : input.getFieldDefinitions()) {
        if (GraphQLTypeUtil.isNonNull(field.getType())) values.put(field.getName(), good(field));
      }
      return values;
    }

    private Object good(GraphQLInputObjectField field) {
      var id = ids.get(field.getName());
      if (id != null) return id;
      return switch (field.getName()) {
        case "role" -> "MEMBER";
        case "scopes" -> List.of("USAGE");
        case "kind" -> "PROJECTS";
        case "sizeBytes" -> 7;
        case "mediaType" -> "text/plain";
        case "sha256" -> "a".repeat(64);
        case "name", "question" -> "Good.txt";
        case "email" -> "b@example.com";
        default -> throw new AssertionError("nothing good is known for " + field.getName());
      };
    }
  }
}
