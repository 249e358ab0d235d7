package foundry.api.graphql.http;

import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import foundry.http.Json;
import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** What a client asks for (GraphQL over HTTP, 5.1; persisted documents). */
record QueryRequest(
    Optional<String> documentId,
    Optional<String> query,
    @Nullable String operationName,
    Map<String, Object> variables) {

  private static final TypeReference<HashMap<String, Object>> VARIABLES = new TypeReference<>() {};

  QueryRequest {
    if (documentId.isEmpty() && query.isEmpty()) {
      throw invalid("documentId: missing (expected: the id of a document, or a query)");
    }
    if (documentId.isPresent() && query.isPresent()) {
      throw invalid("documentId and query: both given (expected: one of them)");
    }
  }

  static QueryRequest ofBody(@Nullable String body) {
    if (body == null || body.isBlank()) throw invalid("body: empty (expected: a JSON object)");
    JsonNode json = parse("body", body);
    if (json.isArray()) throw invalid("body: a list (expected: one JSON object; no batches)");
    if (!json.isObject()) throw invalid("body: no JSON object");
    object(json, "extensions");
    return new QueryRequest(
        text(json, "documentId"),
        text(json, "query"),
        text(json, "operationName").orElse(null),
        variables(object(json, "variables")));
  }

  static QueryRequest ofParameters(MultiMap parameters) {
    var variables = Optional.ofNullable(parameters.get("variables")).filter(v -> !v.isBlank());
    var json = variables.map(text -> parse("variables", text)).filter(node -> !node.isNull());
    if (json.isPresent() && !json.get().isObject()) throw invalid("variables: no JSON object");
    return new QueryRequest(
        Optional.ofNullable(parameters.get("documentId")).filter(v -> !v.isEmpty()),
        Optional.ofNullable(parameters.get("query")).filter(v -> !v.isEmpty()),
        Optional.ofNullable(parameters.get("operationName")).filter(v -> !v.isEmpty()).orElse(null),
        variables(json));
  }

  private static JsonNode parse(String what, String text) {
    try {
      return Json.tree(text);
    } catch (JacksonException e) {
      throw invalid(what + ": malformed JSON");
    }
  }

  private static Optional<String> text(JsonNode json, String name) {
    var value = json.path(name);
    if (value.isMissingNode() || value.isNull()) return Optional.empty();
    if (!value.isString()) throw invalid(name + ": no string");
    return Optional.of(value.asString());
  }

  private static Optional<JsonNode> object(JsonNode json, String name) {
    var value = json.path(name);
    if (value.isMissingNode() || value.isNull()) return Optional.empty();
    if (!value.isObject()) throw invalid(name + ": no JSON object");
    return Optional.of(value);
  }

  private static Map<String, Object> variables(Optional<JsonNode> json) {
    return json.<Map<String, Object>>map(v -> Json.MAPPER.convertValue(v, VARIABLES))
        .orElse(Map.of());
  }

  private static Refusal invalid(String message) {
    return new Refusal(ErrorCode.INVALID_INPUT, message);
  }
}
