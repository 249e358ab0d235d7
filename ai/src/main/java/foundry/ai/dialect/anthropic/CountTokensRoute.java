package foundry.ai.dialect.anthropic;

import foundry.ai.http.Exchange;
import foundry.ai.http.Route;
import foundry.ai.token.Family;
import foundry.ai.token.PromptTokens;
import foundry.ai.token.Tokenizers;

/** POST /v1/messages/count_tokens: counted here, no provider is asked. */
public final class CountTokensRoute implements Route {
  /** What English text has per token, roughly, in every current tokenizer. */
  private static final int CHARACTERS_PER_TOKEN = 4;

  record Reply(int inputTokens) {}

  private final Tokenizers tokenizers;

  public CountTokensRoute(Tokenizers tokenizers) {
    this.tokenizers = tokenizers;
  }

  @Override
  public void handle(Exchange exchange) {
    var request = MessagesRequest.readToCount(exchange.body());
    var family = request.model().map(Family::of).orElse(Family.OTHER);
    var counted = PromptTokens.of(request.prompt(false), family, tokenizers.of(family));
    exchange.routing().response().putHeader("request-id", exchange.requestId());
    exchange.reply(new Reply(counted.tokens()));
  }

  /** Near enough for a number that the provider corrects, and quick. */
  static int estimate(MessagesRequest request) {
    int characters = 0;
    for (var message : request.messages()) characters += message.characters();
    for (var tool : request.tools()) {
      characters += tool.name().length() + tool.description().orElse("").length();
    }
    return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
  }
}
