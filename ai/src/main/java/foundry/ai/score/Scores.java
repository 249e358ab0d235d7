package foundry.ai.score;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of an answer.
 *
 * @param groundedness share of its statements that a passage supports; null without passages
 * @param citationCoverage share of its statements that cite a passage that is there; null without
 *     passages
 * @param reference how near it is to a given answer; null without one
 * @param statements one by one; empty without passages
 */
public record Scores(
    int characters,
    int tokens,
    boolean tokensExact,
    int sentences,
    @Nullable Double groundedness,
    @Nullable Double citationCoverage,
    @Nullable Reference reference,
    List<Statement> statements) {
  /**
   * A sentence that says something.
   *
   * @param start UTF-16 offset in the answer
   * @param end exclusive
   * @param support 0 to 1 of the passage that supports it best
   * @param contextId of that passage; null if none shares a word with it
   */
  public record Statement(
      int start,
      int end,
      boolean supported,
      double support,
      @Nullable String contextId,
      boolean cited) {}

  /**
   * @param similarity by meaning, 0 to 1
   * @param wordF1 by words, 0 to 1
   */
  public record Reference(double similarity, double wordF1) {}
}
