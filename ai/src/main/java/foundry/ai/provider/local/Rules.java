package foundry.ai.provider.local;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What is looked for, by category. Phrases rather than words: "how do I kill a process" is no
 * threat. Every pattern has bounded repetitions, so that no text makes matching slow.
 */
final class Rules {
  /**
   * @param isIn whether a text has it
   * @param score how sure a match makes us
   */
  record Rule(Predicate<String> isIn, double score) {}

  private static final String MINORS = "(?:child|underage|minor)s? (?:porn|pornography|sex)";

  static final Map<Category, List<Rule>> BY_CATEGORY = new EnumMap<>(Category.class);

  static {
    String threat =
        "(?:i|we)(?:'ll| will| am going to| are going to|'m going to|'re going to) "
            + "(?:kill|shoot|stab|murder|beat up) (?:you|him|her|them|everyone|people)";
    String group =
        "(?:immigrants|refugees|jews|muslims|christians|gays|lesbians|women|black people"
            + "|white people|asians|disabled people)";
    String weapon = "(?:pipe bomb|bomb|nerve agent|ghost gun|explosives)";
    BY_CATEGORY.put(
        Category.HARASSMENT,
        List.of(
            phrase(
                0.8,
                "you(?:'re| are) (?:a |an |so )?(?:worthless|pathetic|stupid|idiot|moron|scum)"),
            phrase(0.9, "(?:nobody|no one) (?:likes|loves|would miss) you"),
            phrase(0.8, "i(?:'ll| will) make your life hell")));
    BY_CATEGORY.put(Category.HARASSMENT_THREATENING, List.of(phrase(0.9, threat)));
    BY_CATEGORY.put(
        Category.HATE,
        List.of(
            phrase(
                0.9,
                group
                    + " (?:are|should be) (?:all )?(?:vermin|subhuman|parasites|exterminated|killed)"),
            phrase(0.9, "i hate (?:all )?" + group)));
    BY_CATEGORY.put(
        Category.HATE_THREATENING,
        List.of(
            phrase(0.9, "(?:kill|exterminate|gas|lynch) (?:all |the )?" + group),
            phrase(0.9, group + " should (?:all )?(?:be exterminated|be killed|die)")));
    BY_CATEGORY.put(
        Category.ILLICIT,
        List.of(
            phrase(
                0.9,
                "(?:make|build|cook|synthesi[sz]e|buy) (?:a |some |illegal )?"
                    + "(?:meth|methamphetamine|"
                    + weapon
                    + ")"),
            phrase(0.8, "(?:launder|laundering) (?:money|cash)"),
            phrase(
                0.8,
                "(?:steal|buy|sell) (?:stolen )?(?:credit card numbers|identities|passwords)")));
    BY_CATEGORY.put(
        Category.ILLICIT_VIOLENT,
        List.of(phrase(0.9, "(?:make|build|buy) (?:a |some |illegal )?" + weapon)));
    BY_CATEGORY.put(
        Category.SELF_HARM,
        List.of(
            phrase(0.95, "(?:kill|hurt|cut|hang) (?:my|your)self"),
            phrase(0.9, "(?:want|going|plan) to (?:die|end (?:it all|my life))"),
            phrase(0.9, "(?:commit|committing) suicide"),
            phrase(0.7, "suicidal")));
    BY_CATEGORY.put(
        Category.SELF_HARM_INSTRUCTIONS,
        List.of(
            phrase(
                0.9,
                "how (?:to|do i|can i|should i) (?:kill myself|kill yourself|hang myself|commit suicide)")));
    BY_CATEGORY.put(
        Category.SELF_HARM_INTENT,
        List.of(
            phrase(
                0.9,
                "i (?:want|am going|plan|need) to (?:die|end it all|end my life|(?:kill|hurt|cut|hang) myself)")));
    BY_CATEGORY.put(
        Category.SEXUAL,
        List.of(
            phrase(0.8, "(?:explicit|hardcore) (?:sex|porn|pornography)"),
            phrase(0.8, "(?:send|show) (?:me )?nudes"),
            phrase(0.99, MINORS)));
    BY_CATEGORY.put(Category.SEXUAL_MINORS, List.of(phrase(0.99, MINORS)));
    BY_CATEGORY.put(
        Category.VIOLENCE,
        List.of(
            phrase(0.9, threat),
            phrase(
                0.9,
                "(?:bomb|shoot up|blow up) (?:a |the |my |your )?(?:school|church|mosque|synagogue|office)"),
            phrase(0.8, "(?:kill|murder|torture) (?:someone|somebody|people|him|her|them)")));
    BY_CATEGORY.put(
        Category.VIOLENCE_GRAPHIC,
        List.of(
            phrase(
                0.8,
                "(?:disembowel|dismember|decapitat|behead)(?:e|es|s|ed|led|ing|ling)? (?:him|her|them|you|the victim|a person)")));
    BY_CATEGORY.put(
        Category.PII,
        List.of(
            exact(0.9, "(?<![\\w.+-])[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{2,63}){1,4}"),
            new Rule(CardNumbers::isIn, 0.9),
            exact(0.9, "(?<!\\d)\\d{3}-\\d{2}-\\d{4}(?!\\d)"),
            exact(0.8, "\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\\b"),
            exact(0.6, "(?<![\\w+])\\+\\d{1,3}(?:[ ()./-]{0,2}\\d){7,12}(?!\\d)")));
    BY_CATEGORY.put(
        Category.SECRETS,
        List.of(
            exact(0.99, "-----BEGIN (?:[A-Z]{2,10} ){0,2}PRIVATE KEY-----"),
            exact(0.95, "\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"),
            exact(0.95, "\\bgh[pousr]_[A-Za-z0-9]{36,255}\\b"),
            exact(0.9, "\\bsk-[A-Za-z0-9_-]{20,200}"),
            exact(0.95, "\\bxox[abprs]-[A-Za-z0-9-]{10,200}"),
            exact(0.8, "\\beyJ[\\w-]{10,2000}\\.eyJ[\\w-]{10,4000}\\.[\\w-]{10,1000}"),
            exact(
                0.7,
                "(?i)\\b(?:password|passwd|api[_-]?key|secret)\\s{0,3}[:=]\\s{0,3}\\S{8,200}")));
  }

  private Rules() {}

  private static Rule phrase(double score, String words) {
    String spaced = words.replace(" ", "\\s{1,5}");
    var pattern = Pattern.compile("\\b(?:" + spaced + ")\\b", Pattern.CASE_INSENSITIVE);
    return new Rule(pattern.asPredicate(), score);
  }

  private static Rule exact(double score, String pattern) {
    return new Rule(Pattern.compile(pattern).asPredicate(), score);
  }
}
