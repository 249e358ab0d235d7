package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** docs/api/ai.yaml, held against what is really sent and answered. */
final class Contract {
  static final Contract INSTANCE = new Contract();

  private final JsonNode document =
      new YAMLMapper().readTree(Path.of("..", "docs", "api", "ai.yaml").toFile());
  private final SchemaRegistry schemas = SchemaRegistry.withDialect(Dialects.getDraft202012());

  Set<String> operations() {
    var operations = new TreeSet<String>();
    for (var path : document.path("paths").properties()) {
      for (var method : path.getValue().propertyNames()) {
        if (method.equals("parameters")) continue;
        operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
      }
    }
    return operations;
  }

  /** The path as the document writes it, with its parameters. */
  String template(String path) {
    String plain = path.replaceAll("\\?.*", "");
    for (String template : document.path("paths").propertyNames()) {
      if (plain.matches(template.replaceAll("\\{\\w+}", "[^/]+"))) return template;
    }
    throw new AssertionError(path + " is not in the contract");
  }

  void checkRequest(String method, String path, String body) {
    var schema =
        operation(method, path).path("requestBody").path("content").path("application/json");
    check(schema.path("schema"), body, "request of " + method + " " + path);
  }

  void checkReply(String method, String path, int status, String contentType, String body) {
    var reply = operation(method, path).path("responses").path(String.valueOf(status));
    assertThat(reply.isObject()).as("%s %s may answer %d", method, path, status).isTrue();
    var resolved = reply.has("$ref") ? at(reply.path("$ref").stringValue()) : reply;
    String type = contentType.replaceAll(";.*", "");
    var content = resolved.path("content").path(type);
    assertThat(content.isObject()).as("%s %s may answer %s", method, path, type).isTrue();
    if (type.equals("application/json")) check(content.path("schema"), body, "reply " + body);
  }

  void checkEvent(String schema, String body) {
    check(at("#/components/schemas/" + schema), body, "event " + body);
  }

  private JsonNode operation(String method, String path) {
    return document.path("paths").path(template(path)).path(method.toLowerCase(Locale.ROOT));
  }

  private JsonNode at(String reference) {
    return document.at(reference.substring(1));
  }

  private void check(JsonNode schema, String body, String what) {
    assertThat(schema.isObject()).as("schema of " + what).isTrue();
    var whole = (ObjectNode) schema.deepCopy();
    whole.set("components", document.path("components"));
    var errors = schemas.getSchema(whole).validate(body, InputFormat.JSON);
    assertThat(errors).as(what).isEmpty();
  }
}
