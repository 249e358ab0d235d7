package foundry.ai.provider.mistral;

import foundry.ai.provider.ModerationProvider.Judgement;
import foundry.ai.provider.Outcome.Failed;
import foundry.ai.provider.upstream.ChatWire.Garbage;
import foundry.ai.provider.upstream.ErrorReply;
import foundry.ai.provider.upstream.HttpModerator.Question;
import foundry.ai.provider.upstream.QuestionWire;
import foundry.ai.provider.upstream.UpstreamRequest;
import foundry.http.Json;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Mistral's classifier, told by OpenAI's names. What it says of advice on health, money and law is
 * no harm to anybody and is left out.
 */
record MistralModerationsWire() implements QuestionWire<Question, List<Judgement>> {
  private static final Map<String, String> NAMES =
      Map.of(
          "sexual", "sexual",
          "hate_and_discrimination", "hate",
          "violence_and_threats", "violence",
          "dangerous_and_criminal_content", "illicit",
          "dangerous", "illicit",
          "criminal", "illicit",
          "selfharm", "self-harm",
          "pii", "pii");

  @Override
  public UpstreamRequest request(Question question) {
    var body = Json.MAPPER.createObjectNode().put("model", question.model());
    question.texts().forEach(body.putArray("input")::add);
    return UpstreamRequest.json("/moderations", Json.bytes(body));
  }

  @Override
  public List<Judgement> answer(Buffer body, Question question) {
    var results = Json.MAPPER.readTree(body.getBytes()).path("results");
    if (results.size() != question.texts().size()) throw new Garbage("not one result a text");
    var judgements = new ArrayList<Judgement>(results.size());
    for (var result : results) judgements.add(judgement(result));
    return judgements;
  }

  private static Judgement judgement(JsonNode result) {
    var categories = new LinkedHashMap<String, Boolean>();
    var scores = new LinkedHashMap<String, Double>();
    for (var one : result.path("categories").properties()) {
      String name = NAMES.get(one.getKey());
      if (name != null) categories.merge(name, one.getValue().asBoolean(false), Boolean::logicalOr);
    }
    for (var one : result.path("category_scores").properties()) {
      String name = NAMES.get(one.getKey());
      if (name != null) scores.merge(name, one.getValue().asDouble(0), Math::max);
    }
    return new Judgement(categories.containsValue(true), categories, scores);
  }

  @Override
  public Failed error(ErrorReply reply) {
    return MistralWire.failed(reply);
  }
}
