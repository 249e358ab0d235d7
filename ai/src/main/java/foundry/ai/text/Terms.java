package foundry.ai.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** The stems of the words that carry meaning, as the index and the local model compare them. */
public final class Terms {
  /** Safe to share: it keeps its state per thread. */
  public static final Analyzer ANALYZER = new EnglishAnalyzer();

  private Terms() {}

  /** At most {@code max} different stems, in the order of the text. */
  public static Set<String> of(String text, int max) {
    var terms = new LinkedHashSet<String>();
    try (var tokens = ANALYZER.tokenStream("text", text)) {
      var term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (terms.size() < max && tokens.incrementToken()) terms.add(term.toString());
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException("words cannot be read from memory", e);
    }
    return terms;
  }
}
