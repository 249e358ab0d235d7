package foundry.ai.dialect.openai;

import foundry.ai.Limits;
import foundry.ai.http.Exchange;
import foundry.ai.http.Fields;
import foundry.ai.http.Route;
import foundry.ai.provider.ModerationProvider.Judgement;
import foundry.ai.question.Moderations;
import foundry.ai.question.Moderations.Judged;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** POST /v1/moderations. Clients expect all 13 categories, whoever judges and by how many. */
public final class ModerationsRoute implements Route {
  private static final List<String> CATEGORIES =
      List.of(
          "harassment",
          "harassment/threatening",
          "hate",
          "hate/threatening",
          "illicit",
          "illicit/violent",
          "self-harm",
          "self-harm/intent",
          "self-harm/instructions",
          "sexual",
          "sexual/minors",
          "violence",
          "violence/graphic");

  private static final List<String> TEXT_ONLY = List.of("text");

  record Result(
      boolean flagged,
      Map<String, Boolean> categories,
      Map<String, Double> categoryScores,
      Map<String, List<String>> categoryAppliedInputTypes) {}

  record Reply(String id, String model, List<Result> results) {}

  private final Moderations moderations;

  public ModerationsRoute(Moderations moderations) {
    this.moderations = moderations;
  }

  @Override
  public boolean onLoop() {
    return true;
  }

  @Override
  public void handle(Exchange exchange) {
    var body = exchange.body();
    var model = body.optionalName("model", Limits.MODEL_CHARACTERS_MAX);
    var texts = texts(body);
    body.done();
    exchange.onLoop(
        () ->
            moderations
                .judge(exchange, model, texts)
                .onSuccess(judged -> reply(exchange, judged))
                .onFailure(exchange::fail));
  }

  private static void reply(Exchange exchange, Judged judged) {
    OpenAiHeaders.put(exchange);
    var results = judged.judgements().stream().map(ModerationsRoute::result).toList();
    exchange.reply(new Reply("modr-" + exchange.requestId(), judged.model(), results));
  }

  /** Several parts are one input. */
  private static List<String> texts(Fields body) {
    if (!body.isListOfObjects("input")) {
      return body.texts("input", Limits.DIALECT_TEXTS_MAX, Limits.MESSAGE_CHARACTERS_MAX);
    }
    var parts = new ArrayList<String>();
    body.list("input", Limits.PARTS_MAX, part -> parts.add(part(part)));
    return List.of(String.join("\n", parts));
  }

  private static String part(Fields part) {
    if (!part.text("type", Limits.ID_CHARACTERS_MAX).equals("text")) {
      throw ChatRequest.unsupported(part, "type");
    }
    return part.text("text", Limits.MESSAGE_CHARACTERS_MAX);
  }

  private static Result result(Judgement judged) {
    var met = new LinkedHashMap<String, Boolean>();
    var scores = new LinkedHashMap<String, Double>();
    var applied = new LinkedHashMap<String, List<String>>();
    for (String name : CATEGORIES) {
      met.put(name, judged.categories().getOrDefault(name, false));
      scores.put(name, judged.scores().getOrDefault(name, 0.0));
      applied.put(name, TEXT_ONLY);
    }
    return new Result(judged.flagged(), met, scores, applied);
  }
}
