package foundry.ai.token;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Models that cut text into the same tokens, or nearly so. */
public enum Family {
  /** GPT-4o, GPT-4.1, GPT-5, the o series, gpt-oss. */
  GPT,
  /** GPT-4, GPT-3.5 and OpenAI's embeddings. */
  GPT_4,
  /** Up to 4.6. */
  CLAUDE,
  /** From Opus 4.7 on, with the tokenizer that makes up to a third more of the same text. */
  CLAUDE_4_7,
  GEMINI,
  LLAMA,
  MISTRAL,
  COHERE,
  /** The embedding model in this process. */
  BGE,
  OTHER;

  private static final Pattern WORDS = Pattern.compile("[^0-9a-z]");

  /** As it is written in JSON. */
  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private record Names(Family family, List<String> parts) {}

  private static final Map<String, Family> WRITTEN =
      Stream.of(values())
          .filter(family -> family != OTHER)
          .collect(Collectors.toUnmodifiableMap(Family::word, family -> family));

  /** The first that fits a name counts; all of a name counts where a part starts with ^. */
  private static final List<Names> NAMES =
      List.of(
          new Names(BGE, List.of("bge-small-en")),
          new Names(
              GPT,
              List.of(
                  "gpt-4o", "gpt-4.1", "gpt-4.5", "gpt-5", "gpt-6", "gpt-oss", "chatgpt", "^o1",
                  "^o3", "^o4", "codex")),
          new Names(
              GPT_4,
              List.of("gpt-4", "gpt-3.5", "gpt-35", "text-embedding-3", "text-embedding-ada")),
          new Names(CLAUDE, List.of("claude")),
          new Names(GEMINI, List.of("gemini", "gemma", "text-embedding-004")),
          new Names(LLAMA, List.of("llama")),
          new Names(
              MISTRAL,
              List.of(
                  "mistral",
                  "mixtral",
                  "ministral",
                  "magistral",
                  "codestral",
                  "devstral",
                  "pixtral")),
          new Names(
              COHERE,
              List.of("^command", "cohere.", "^c4ai", "aya-", "embed-english", "embed-multi")));

  /**
   * By the name of a model, as callers or providers write it.
   *
   * @param model may carry a provider and a region in front
   */
  public static Family of(String model) {
    String name = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    for (var names : NAMES) {
      for (String part : names.parts()) {
        if (fits(name, part)) return names.family() == CLAUDE ? claude(name) : names.family();
      }
    }
    return OTHER;
  }

  /**
   * By what is written of a model, and by its name where nothing is or where the name says more:
   * catalogues call all of Claude one family.
   *
   * @param told a family as a catalogue names it; may be any word
   */
  public static Family of(String model, String told) {
    var named = of(model);
    var known = WRITTEN.get(told.toLowerCase(Locale.ROOT));
    if (known == null) return named;
    boolean finer = (known == CLAUDE && named == CLAUDE_4_7) || (known == GPT && named == GPT_4);
    return finer ? named : known;
  }

  private static boolean fits(String name, String part) {
    return part.startsWith("^") ? name.startsWith(part.substring(1)) : name.contains(part);
  }

  /** claude-opus-4-7 and anthropic.claude-opus-5-20270101-v1:0, but not claude-3-opus-20240229. */
  private static Family claude(String name) {
    var version = new int[2];
    int found = 0;
    for (String word : WORDS.split(name.substring(name.indexOf("claude")), -1)) {
      boolean number = word.length() < 3 && word.chars().allMatch(Character::isDigit);
      if (number && !word.isEmpty() && found < 2) version[found++] = Integer.parseInt(word);
      else if (found > 0) break;
    }
    return version[0] > 4 || (version[0] == 4 && version[1] >= 7) ? CLAUDE_4_7 : CLAUDE;
  }
}
