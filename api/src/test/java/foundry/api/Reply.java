package foundry.api;

import foundry.http.Json;
import java.net.http.HttpResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A reply to a GraphQL request. */
public record Reply(HttpResponse<String> http) {
  public int status() {
    return http.statusCode();
  }

  public JsonNode json() {
    return Json.tree(http.body());
  }

  /** The part of the data at this path: {@code /viewer/name}. */
  public JsonNode data(String path) {
    return json().at("/data" + path);
  }

  public String text(String path) {
    return data(path).asString();
  }

  public List<String> texts(String path, String field) {
    return data(path).valueStream().map(node -> node.path(field).asString()).toList();
  }

  /** Codes of the errors of the whole response. */
  public List<String> errorCodes() {
    return json()
        .path("errors")
        .valueStream()
        .map(error -> error.at("/extensions/code").asString())
        .toList();
  }

  /** {@code CODE field} of each user error of the only mutation. */
  public List<String> userErrors() {
    return json()
        .path("data")
        .properties()
        .iterator()
        .next()
        .getValue()
        .path("userErrors")
        .valueStream()
        .map(e -> e.path("code").asString() + " " + e.at("/field/0").asString(""))
        .toList();
  }

  public String userErrorMessage() {
    return json()
        .path("data")
        .properties()
        .iterator()
        .next()
        .getValue()
        .at("/userErrors/0/message")
        .asString();
  }

  @Override
  public String toString() {
    return status() + " " + http.body();
  }
}
