package foundry.ai.token;

import java.util.function.ToIntFunction;

/** The tokenizer of the embedding model in this process. */
record WordPieces(ToIntFunction<String> counter) implements Tokenizer {
  @Override
  public String name() {
    return "bge-small-en-v1.5 WordPiece";
  }

  @Override
  public boolean exact() {
    return true;
  }

  @Override
  public int count(String text) {
    return counter.applyAsInt(text);
  }

  @Override
  public int quick(String text) {
    return Estimate.quick(text);
  }
}
