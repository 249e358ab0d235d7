package foundry.ai.score;

import foundry.ai.Limits;
import foundry.ai.text.Borders;
import foundry.ai.text.Borders.Span;
import foundry.ai.text.Terms;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Sentences as scores compare them. */
final class Statements {
  /** Possessive, as the next one: a list without an end must not take the stack of a thread. */
  private static final Pattern MARKS = Pattern.compile("\\[\\d{1,3}(?:\\s*[,;]\\s*\\d{1,3})*+]");

  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*+");
  private static final int TERMS_MAX = 100;

  /** One of these alone says nothing that a passage could support. */
  private static final int TERMS_MIN = 2;

  /**
   * @param text without citations
   * @param numbers as they are written, without signs between digits
   * @param marks the numbers it cites
   */
  record Sentence(
      Span span, String text, Set<String> terms, Set<String> numbers, Set<Integer> marks) {
    boolean states() {
      return terms.size() >= TERMS_MIN;
    }
  }

  private Statements() {}

  static List<Sentence> of(String text, int max) {
    var sentences = new ArrayList<Sentence>();
    for (var span : spans(text)) {
      if (sentences.size() == max) break;
      sentences.add(sentence(text, span));
    }
    return sentences;
  }

  /** A citation behind the full stop belongs to the sentence before it. */
  private static List<Span> spans(String text) {
    var spans = new ArrayList<Span>();
    for (var span : Borders.sentences(text)) {
      var marks = MARKS.matcher(text).region(span.start(), span.end());
      int end = span.start();
      while (marks.lookingAt()) {
        end = Borders.skipSpace(text, marks.end());
        marks.region(Math.min(end, span.end()), span.end());
      }
      if (end > span.start() && !spans.isEmpty()) {
        var before = spans.removeLast();
        spans.add(
            new Span(
                before.start(), Borders.trimEnd(text, before.start(), Math.min(end, span.end()))));
      }
      int start = spans.isEmpty() ? span.start() : Math.min(end, span.end());
      if (start < span.end()) spans.add(new Span(start, span.end()));
    }
    return spans;
  }

  private static Sentence sentence(String text, Span span) {
    String marked = text.substring(span.start(), span.end());
    String plain = MARKS.matcher(marked).replaceAll(" ").strip();
    if (plain.length() > Limits.SCORED_SENTENCE_CHARACTERS_MAX) {
      plain = plain.substring(0, Limits.SCORED_SENTENCE_CHARACTERS_MAX);
    }
    return new Sentence(span, plain, Terms.of(plain, TERMS_MAX), numbers(plain), marks(marked));
  }

  static Set<String> numbers(String text) {
    var numbers = new HashSet<String>();
    var matcher = NUMBER.matcher(text);
    while (matcher.find()) numbers.add(matcher.group().replace(",", "").replace(".", ""));
    return numbers;
  }

  private static Set<Integer> marks(String text) {
    var marks = new HashSet<Integer>();
    var matcher = MARKS.matcher(text);
    while (matcher.find()) {
      var digits = NUMBER.matcher(matcher.group());
      while (digits.find()) {
        for (String one : digits.group().split(",", -1)) marks.add(Integer.valueOf(one));
      }
    }
    return marks;
  }
}
