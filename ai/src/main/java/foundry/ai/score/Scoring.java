package foundry.ai.score;

import foundry.ai.Limits;
import foundry.ai.embed.Embedder;
import foundry.ai.provider.ContextPassage;
import foundry.ai.score.Scores.Reference;
import foundry.ai.score.Scores.Statement;
import foundry.ai.score.Statements.Sentence;
import foundry.ai.text.Terms;
import foundry.ai.token.Tokenizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Scores answers. Embeds sentences: never call it on an event loop. */
public final class Scoring {
  private static final int TERMS_MAX = 2_000;

  private final Embedder embedder;

  public Scoring(Embedder embedder) {
    this.embedder = embedder;
  }

  /**
   * @param context empty optional: nothing is said of groundedness
   */
  public Scores score(
      String answer,
      Optional<List<ContextPassage>> context,
      Optional<String> reference,
      Tokenizer tokenizer) {
    var sentences = Statements.of(answer, Limits.SCORED_SENTENCES_MAX);
    var statements =
        context.map(passages -> statements(sentences, passages)).orElse(List.<Statement>of());
    boolean grounding = context.isPresent() && !statements.isEmpty();
    return new Scores(
        answer.length(),
        tokenizer.count(answer),
        tokenizer.exact(),
        sentences.size(),
        grounding
            ? share(statements.stream().filter(Statement::supported).count(), statements)
            : null,
        grounding ? share(statements.stream().filter(Statement::cited).count(), statements) : null,
        reference.map(other -> reference(answer, other)).orElse(null),
        statements);
  }

  private static double share(long some, List<Statement> all) {
    return rounded((double) some / all.size());
  }

  private List<Statement> statements(List<Sentence> sentences, List<ContextPassage> passages) {
    var support = new Support(embedder, passages);
    var statements = new ArrayList<Statement>();
    for (var sentence : sentences) {
      if (!sentence.states()) continue;
      var best = support.best(sentence);
      boolean cited =
          sentence.marks().stream().anyMatch(mark -> mark >= 1 && mark <= passages.size());
      statements.add(
          new Statement(
              sentence.span().start(),
              sentence.span().end(),
              best.supports(),
              rounded(best.score()),
              best.contextId().orElse(null),
              cited));
    }
    return statements;
  }

  private Reference reference(String answer, String other) {
    var vectors = embedder.sentences(List.of(answer, other)).join().vectors();
    double similarity = Support.cosine(vectors.get(0), vectors.get(1));
    return new Reference(rounded(Math.clamp(similarity, 0, 1)), rounded(f1(answer, other)));
  }

  private static double f1(String answer, String other) {
    Set<String> words = Terms.of(answer, TERMS_MAX);
    Set<String> wanted = Terms.of(other, TERMS_MAX);
    if (words.isEmpty() || wanted.isEmpty()) return 0;
    var both = new HashSet<>(words);
    both.retainAll(wanted);
    return 2.0 * both.size() / (words.size() + wanted.size());
  }

  private static double rounded(double value) {
    return Math.round(value * 1_000) / 1_000.0;
  }
}
