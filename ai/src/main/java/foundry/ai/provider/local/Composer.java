package foundry.ai.provider.local;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.joining;

import foundry.ai.Limits;
import foundry.ai.provider.ContextPassage;
import foundry.ai.provider.Outcome.Reason;
import foundry.ai.provider.Prompt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Writes picked sentences down as Markdown, each with the number of its passage. */
final class Composer {
  static final String NO_ANSWER =
      "The documents do not answer this question. Try other words, or add a document that does.";

  static final String NO_DOCUMENTS =
      "I can only quote from documents, and none were given with this question. "
          + "Add documents, or connect a language model.";

  /** What English text has per token, roughly. */
  private static final int CHARACTERS_PER_TOKEN = 4;

  /** A piece of a stream: a few words, so that text appears steadily. */
  private static final Pattern PHRASE =
      Pattern.compile("(?:\\S+\\s*){1,6}?(?:(?<=[,;:.!?]\\s)|$)|(?:\\S+\\s*){1,6}");

  /** Quoted text must not turn into Markdown, links or citations of ours. */
  private static final Pattern MARKDOWN =
      Pattern.compile("[\\\\`*<>\\[\\]]|(?<![\\p{L}\\p{N}])_|^[#+=~-]");

  private final Picker picker;

  Composer(Picker picker) {
    this.picker = picker;
  }

  Reason compose(Prompt prompt, Consumer<String> out) {
    var context = prompt.context();
    String text = context.isEmpty() ? NO_DOCUMENTS : quoted(prompt, context.get());
    int charactersMax =
        prompt.sampling().outputTokensMax().orElse(Limits.OUTPUT_TOKENS_DEFAULT)
            * CHARACTERS_PER_TOKEN;
    boolean whole = text.length() <= charactersMax;
    phrases(whole ? text : beginning(text, charactersMax)).forEach(out);
    return whole ? Reason.STOP : Reason.LENGTH;
  }

  private String quoted(Prompt prompt, List<ContextPassage> passages) {
    var question = Question.of(prompt.question());
    var picked = picker.pick(question, Sentences.of(passages));
    if (picked.isEmpty()) return NO_ANSWER;
    return question.asksForTheWhole() ? list(picked) : paragraph(picked);
  }

  /** The passage that fits best speaks first, and each passage in its own order. */
  private static String paragraph(List<Sentence> picked) {
    var byPassage = new LinkedHashMap<Integer, List<Sentence>>();
    for (var sentence : picked) {
      byPassage.computeIfAbsent(sentence.marker(), ignored -> new ArrayList<>()).add(sentence);
    }
    return byPassage.values().stream().map(Composer::quote).collect(joining("\n\n"));
  }

  private static String quote(List<Sentence> ofOnePassage) {
    String text =
        ofOnePassage.stream()
            .sorted(comparingInt(Sentence::position))
            .map(Composer::escaped)
            .collect(joining(" "));
    return text + marker(ofOnePassage.getFirst());
  }

  private static String list(List<Sentence> picked) {
    var lines = picked.stream().map(sentence -> "- " + escaped(sentence) + marker(sentence));
    return lines.collect(joining("\n"));
  }

  private static String escaped(Sentence sentence) {
    return MARKDOWN.matcher(sentence.text()).replaceAll("\\\\$0");
  }

  private static String marker(Sentence sentence) {
    return " [" + sentence.marker() + "]";
  }

  private static String beginning(String text, int charactersMax) {
    int space = text.lastIndexOf(' ', charactersMax);
    return text.substring(0, space > 0 ? space : Math.min(text.length(), charactersMax));
  }

  private static List<String> phrases(String text) {
    var phrases = new ArrayList<String>();
    var matcher = PHRASE.matcher(text);
    int at = 0;
    while (at < text.length() && matcher.find(at) && matcher.end() > at) {
      phrases.add(text.substring(at, matcher.end()));
      at = matcher.end();
    }
    if (at < text.length()) phrases.add(text.substring(at));
    return phrases;
  }
}
