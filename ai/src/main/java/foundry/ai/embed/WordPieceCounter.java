package foundry.ai.embed;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Counts as the embedding model does, but neither cuts a text off nor frames it. */
final class WordPieceCounter implements AutoCloseable {
  private final HuggingFaceTokenizer tokenizer;

  private WordPieceCounter(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  static WordPieceCounter load() {
    var whole = Map.of("padding", "false", "truncation", "false", "addSpecialTokens", "false");
    try (var stream = BgeSmall.tokenizer()) {
      return new WordPieceCounter(HuggingFaceTokenizer.newInstance(stream, whole));
    } catch (IOException e) {
      throw new UncheckedIOException("the embedding model's tokenizer cannot be read", e);
    }
  }

  int count(String text) {
    return text.isEmpty() ? 0 : tokenizer.encode(text, false, false).getIds().length;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
