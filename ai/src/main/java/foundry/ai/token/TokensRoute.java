package foundry.ai.token;

import foundry.ai.Limits;
import foundry.ai.http.Exchange;
import foundry.ai.http.Fields;
import foundry.ai.http.Refused;
import foundry.ai.http.Route;
import foundry.ai.provider.Message;
import foundry.ai.provider.Prompt;
import foundry.ai.provider.Sampling;
import java.util.ArrayList;
import java.util.List;

/** POST /v1/tokens. */
public final class TokensRoute implements Route {
  /**
   * @param each of the texts, in order; empty for messages
   */
  record Reply(Family family, String tokenizer, boolean exact, int tokens, List<Integer> each) {}

  private final Tokenizers tokenizers;

  public TokensRoute(Tokenizers tokenizers) {
    this.tokenizers = tokenizers;
  }

  @Override
  public void handle(Exchange exchange) {
    var body = exchange.body();
    var family = family(body, tokenizers);
    var messages = body.list("messages", Limits.MESSAGES_MAX, TokensRoute::message);
    boolean texts = body.has("input");
    if (messages.isPresent() == texts) {
      throw Refused.invalid(
          "input, messages: %s (expected: exactly one of them)"
              .formatted(texts ? "both" : "neither"));
    }
    var reply = messages.map(all -> whole(family, all)).orElseGet(() -> each(family, body));
    body.done();
    exchange.reply(reply);
  }

  /** Of the model, or named itself. */
  public static Family family(Fields body, Tokenizers tokenizers) {
    var model = body.optionalName("model", Limits.MODEL_CHARACTERS_MAX);
    if (model.isPresent() == body.has("family")) {
      throw Refused.invalid(
          "model, family: %s (expected: exactly one of them)"
              .formatted(model.isPresent() ? "both" : "neither"));
    }
    return model.map(tokenizers::family).orElseGet(() -> body.choice("family", Family.class));
  }

  private Reply whole(Family family, List<Message> messages) {
    var tokenizer = tokenizers.of(family);
    var count = PromptTokens.of(Prompt.of("", messages, Sampling.DEFAULT), family, tokenizer);
    return new Reply(family, tokenizer.name(), count.exact(), count.tokens(), List.of());
  }

  private Reply each(Family family, Fields body) {
    var tokenizer = tokenizers.of(family);
    var counts = new ArrayList<Integer>();
    int sum = 0;
    for (String text : body.texts("input", Limits.TEXTS_MAX, Limits.MESSAGE_CHARACTERS_MAX)) {
      int count = tokenizer.count(text);
      counts.add(count);
      sum += count;
    }
    return new Reply(family, tokenizer.name(), tokenizer.exact(), sum, counts);
  }

  private static Message message(Fields message) {
    return Message.of(
        message.choice("role", Message.Role.class),
        message.text("content", Limits.MESSAGE_CHARACTERS_MAX));
  }
}
