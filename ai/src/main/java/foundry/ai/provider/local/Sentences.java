package foundry.ai.provider.local;

import foundry.ai.provider.ContextPassage;
import foundry.ai.text.Borders;
import foundry.ai.text.Terms;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The sentences of passages that could stand in an answer. */
final class Sentences {
  /** Longer ones are tables or lists without full stops; only their beginning is read. */
  private static final int CHARACTERS_MAX = 420;

  /** Shorter ones are headings and page numbers. */
  private static final int CHARACTERS_MIN = 12;

  private static final int TERMS_MAX = 100;

  /** Bounds the work for a passage that is all full stops. */
  private static final int PER_PASSAGE_MAX = 60;

  private Sentences() {}

  static List<Sentence> of(List<ContextPassage> passages) {
    var sentences = new ArrayList<Sentence>();
    for (int i = 0; i < passages.size(); i++) add(sentences, i + 1, passages.get(i).text());
    return sentences;
  }

  private static void add(List<Sentence> sentences, int marker, String text) {
    int position = 0;
    String heading = "";
    for (var span : Borders.sentences(text)) {
      if (position >= PER_PASSAGE_MAX) return;
      String sentence = cut(oneLine(text.substring(span.start(), span.end())));
      if (isHeading(text, span.end(), sentence)) {
        heading = sentence.replaceFirst("^[#\\s]+", "");
      } else if (sentence.length() >= CHARACTERS_MIN) {
        sentences.add(sentence(marker, position++, heading, sentence));
      }
    }
  }

  /** A short line at the end of a passage is more likely a row of a table. */
  private static boolean isHeading(String text, int end, String sentence) {
    if (!Borders.isHeading(sentence)) return false;
    return sentence.startsWith("#") || !text.substring(end).isBlank();
  }

  private static Sentence sentence(int marker, int position, String heading, String text) {
    var terms = Terms.of(text, TERMS_MAX);
    var topic = new HashSet<>(terms);
    topic.addAll(Terms.of(heading, TERMS_MAX));
    return new Sentence(marker, position, heading, text, terms, topic);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static String cut(String text) {
    if (text.length() <= CHARACTERS_MAX) return text;
    int space = text.lastIndexOf(' ', CHARACTERS_MAX);
    int end = space > CHARACTERS_MAX / 2 ? space : Borders.wholeCharacter(text, 0, CHARACTERS_MAX);
    return text.substring(0, end) + " \u2026";
  }
}
