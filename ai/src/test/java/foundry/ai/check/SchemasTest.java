package foundry.ai.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foundry.ai.Limits;
import foundry.ai.http.Refused;
import foundry.http.Json;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Schemas of strangers: what is taken, what is refused, and what answers are held against them. */
final class SchemasTest {
  private final Schemas schemas = new Schemas();

  private Shape shape(String schema) {
    return schemas.compile(Json.tree(schema), "schema");
  }

  private void refused(String schema, String... words) {
    assertThatThrownBy(() -> shape(schema))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.reason()).contains(words).hasSizeLessThan(400);
              assertThat(refused.field()).contains("schema");
            });
  }

  @Test
  void an_answer_that_fits_fits() {
    var shape =
        shape(
            """
            {"$schema":"http://json-schema.org/draft-07/schema#","type":"object",
             "definitions":{"price":{"type":"number","minimum":0}},
             "properties":{"name":{"type":"string"},"price":{"$ref":"#/definitions/price"}},
             "required":["name","price"],"additionalProperties":false}
            """);
    assertThat(shape.misfits("{\"name\":\"pump\",\"price\":12.5}")).isEmpty();
    assertThat(shape.misfits("{\"name\":\"pump\",\"price\":-1}"))
        .extracting(Misfit::shown)
        .containsExactly("/price minimum");
  }

  @Test
  void what_is_told_of_a_misfit_is_no_content() {
    var shape =
        shape(
            """
            {"type":"object","properties":{"list":{"type":"array","items":{"type":"object",
             "additionalProperties":{"type":"integer"}}}}}
            """);
    var misfits = shape.misfits("{\"list\":[{\"secret name\":\"secret value\"}]}");
    assertThat(misfits).extracting(Misfit::shown).containsExactly("/list/0/* type");
    assertThat(misfits.getFirst().words()).contains("secret name");
  }

  @Test
  void no_json_is_no_answer() {
    for (String text :
        new String[] {"", "Sure!", "{\"a\":1", "{\"a\":1} and more", "{\"a\":1,\"a\":2}"}) {
      assertThat(shape("{}").misfits(text))
          .as(text)
          .extracting(Misfit::rule)
          .containsExactly("json");
    }
  }

  @Test
  void wrong_schemas_are_refused_with_the_place() {
    refused(
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"elf\"}}}", "/properties/a/type");
    refused("[]", "expected: a JSON Schema");
    refused("{\"properties\":{\"a\":{\"pattern\":\"(\"}}}", "/properties/a/pattern");
    refused("{\"properties\":{\"a\":{\"$ref\":\"#/nowhere\"}}}", "expected");
    refused("{\"minLength\":-1}", "/minLength");
  }

  @Test
  void nothing_is_fetched_from_elsewhere() {
    for (String url :
        new String[] {"http://127.0.0.1:1/x", "file:///etc/passwd", "classpath:x", "other"}) {
      refused("{\"$ref\":\"" + url + "\"}", "/$ref", "starts with #");
      refused("{\"properties\":{\"a\":{\"$dynamicRef\":\"" + url + "\"}}}", "/$dynamicRef");
    }
    refused("{\"$id\":\"http://127.0.0.1:1/x\"}", "/$id");
  }

  @Test
  void large_and_deep_schemas_are_refused() {
    refused("{\"not\":".repeat(50) + "{}" + "}".repeat(50), "too deep");
    refused("{\"enum\":[" + "1,".repeat(Limits.SCHEMA_NODES_MAX) + "1]}", "parts");
    refused("{\"description\":\"" + "x".repeat(Limits.SCHEMA_CHARACTERS_MAX) + "\"}", "characters");
    refused("{\"pattern\":\"" + "x".repeat(1_001) + "\"}", "1001 characters");
  }

  @Test
  void a_pattern_cannot_take_forever() {
    var shape = shape("{\"type\":\"string\",\"pattern\":\"^(a+)+$\"}");
    String text = "\"" + "a".repeat(60) + "!\"";
    Assertions.assertTimeout(
        Duration.ofSeconds(5), () -> assertThat(shape.misfits(text)).hasSize(1));
    assertThat(shape("{\"pattern\":\"^(a|b)*$\"}").misfits("\"" + "ab".repeat(50_000) + "!\""))
        .hasSize(1);
  }

  @Test
  void many_texts_share_what_patterns_may_take() {
    var shape = shape("{\"items\":{\"pattern\":\"^(a*)*\\\\1b$\"}}");
    String text = "\"" + "a".repeat(60) + "!\"";
    String texts = "[" + String.join(",", java.util.Collections.nCopies(200, text)) + "]";
    assertThat(shape.misfits(texts)).extracting(Misfit::rule).containsExactly("bounds");
    assertThat(shape.misfits("[\"b\",\"c\"]"))
        .extracting(Misfit::shown)
        .containsExactly("/1 pattern");
  }

  @Test
  void a_schema_that_leads_back_to_itself_is_refused() {
    for (String schema :
        new String[] {
          "{\"$ref\":\"#\"}",
          "{\"allOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}",
          "{\"anyOf\":[{\"type\":\"null\"},{\"not\":{\"$ref\":\"#\"}}]}",
          "{\"dependentSchemas\":{\"a\":{\"$ref\":\"#\"}}}",
          "{\"$anchor\":\"me\",\"if\":{\"$ref\":\"#me\"}}",
          "{\"$dynamicAnchor\":\"me\",\"$dynamicRef\":\"#me\"}",
          "{\"$defs\":{\"a b\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"$ref\":\"#/$defs/a%20b\"}},"
              + "\"properties\":{\"x\":{\"$ref\":\"#/$defs/b\"}}}"
        }) {
      refused(schema, "a reference that leads back to itself");
    }
    refused("{\"properties\":{\"x\":{\"$ref\":\"#/properties/x\"}}}", "at /properties/x: ");
  }

  @Test
  void names_of_properties_are_no_keywords() {
    var shape =
        shape(
            """
            {"not":{"required":["x"],"properties":{"not":{"$ref":"#"},"allOf":{"$ref":"#"}}},
             "properties":{"not":{"$ref":"#"},"$ref":{"type":"string"}}}
            """);
    assertThat(shape.misfits("{\"not\":{\"not\":{}},\"$ref\":\"y\"}")).isEmpty();
  }

  @Test
  void a_tree_may_refer_to_itself() {
    var shape =
        shape(
            """
            {"type":"object","properties":{"children":{"type":"array","items":{"$ref":"#"}}},
             "additionalProperties":false}
            """);
    assertThat(shape.misfits("{\"children\":[{\"children\":[{}]}]}")).isEmpty();
    assertThat(shape.misfits("{\"children\":[{\"children\":[{\"x\":1}]}]}")).hasSize(1);
  }

  @Test
  void a_schema_is_compiled_once() {
    var schema = Json.tree("{\"type\":\"string\"}");
    assertThat(schemas.known(schema)).isEmpty();
    var shape = schemas.compile(schema, "schema");
    assertThat(schemas.known(schema)).containsSame(shape);
    assertThat(schemas.compile(schema.deepCopy(), "schema")).isSameAs(shape);
  }

  @Test
  void fences_come_off() {
    assertThat(Fences.without("```json\n{\"a\":1}\n```")).isEqualTo("{\"a\":1}");
    assertThat(Fences.without(" ```\r\n[1]\r\n```\n")).isEqualTo("[1]");
    assertThat(Fences.without("{\"a\":\"```\"}")).isEqualTo("{\"a\":\"```\"}");
    assertThat(Fences.without("```json\n{\"a\":")).isEqualTo("```json\n{\"a\":");
    assertThat(Fences.without("```")).isEqualTo("```");
  }
}
