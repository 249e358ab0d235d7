package foundry.api.job;

import foundry.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A passage that an answer refers to, as it was when the answer was written. */
record Citation(int number, UUID document, String documentName, Passage passage) {
  /** Where it is, in UTF-16 units of the page's text. */
  record Passage(int page, String pageLabel, int start, int end, String quote) {}

  static List<Citation> list(String json) {
    if (json.equals("[]")) return List.of();
    var citations = new ArrayList<Citation>();
    for (JsonNode each : Json.tree(json)) citations.add(of(each));
    return List.copyOf(citations);
  }

  private static Citation of(JsonNode json) {
    return new Citation(
        json.required("number").asInt(),
        UUID.fromString(json.required("documentId").asString()),
        json.required("documentName").asString(),
        new Passage(
            json.required("page").asInt(),
            json.required("pageLabel").asString(),
            json.required("start").asInt(),
            json.required("end").asInt(),
            json.required("quote").asString()));
  }
}
