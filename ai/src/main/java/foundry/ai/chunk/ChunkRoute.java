package foundry.ai.chunk;

import foundry.ai.Limits;
import foundry.ai.http.Exchange;
import foundry.ai.http.Refused;
import foundry.ai.http.Route;
import foundry.ai.token.Family;
import foundry.ai.token.Tokenizers;
import foundry.ai.token.TokensRoute;
import java.util.List;

/** POST /v1/chunk. */
public final class ChunkRoute implements Route {
  record Reply(Family family, String tokenizer, boolean exact, List<Cutter.Chunk> chunks) {}

  private final Tokenizers tokenizers;

  public ChunkRoute(Tokenizers tokenizers) {
    this.tokenizers = tokenizers;
  }

  @Override
  public void handle(Exchange exchange) {
    var body = exchange.body();
    var family = TokensRoute.family(body, tokenizers);
    String text = body.text("text", Limits.CHUNK_TEXT_CHARACTERS_MAX);
    int most =
        body.number(
            "max_tokens", Limits.PASSAGE_TOKENS, Limits.CHUNK_TOKENS_MIN, Limits.CHUNK_TOKENS_MAX);
    int overlap = body.number("overlap_tokens", 0, 0, Limits.CHUNK_TOKENS_MAX);
    var by = body.choice("by", Cutter.By.PARAGRAPH);
    body.done();
    if (overlap > most / 2) {
      throw Refused.invalid(
          "overlap_tokens: %d (expected: at most half of max_tokens, %d)"
              .formatted(overlap, most / 2));
    }
    var tokenizer = tokenizers.of(family);
    var chunks = new Cutter(text, tokenizer, most, overlap, by).chunks();
    exchange.reply(new Reply(family, tokenizer.name(), tokenizer.exact(), chunks));
  }
}
