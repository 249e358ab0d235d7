package foundry.ai.provider.openai;

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
import tools.jackson.databind.JsonNode;

/** Moderations, as OpenAI documents them. */
public record ModerationsWire() implements QuestionWire<Question, List<Judgement>> {
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
    result
        .path("categories")
        .properties()
        .forEach(one -> categories.put(one.getKey(), one.getValue().asBoolean(false)));
    var scores = new LinkedHashMap<String, Double>();
    result
        .path("category_scores")
        .properties()
        .forEach(one -> scores.put(one.getKey(), one.getValue().asDouble(0)));
    return new Judgement(result.path("flagged").asBoolean(false), categories, scores);
  }

  @Override
  public Failed error(ErrorReply reply) {
    return ChatCompletionsWire.failed(reply);
  }
}
